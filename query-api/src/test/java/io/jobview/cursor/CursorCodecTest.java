package io.jobview.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.CreatedRange;
import io.jobview.query.JobFilter;
import io.jobview.query.RowPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class CursorCodecTest {

    private static final long MIN = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final CursorResult MANGLED = new CursorResult.Mangled();
    private static final RowPosition PLACE = new RowPosition(Instant.parse("2026-01-02T03:04:05.000000006Z"), "job-1");

    @Test
    void whatIsEncodedIsDecoded() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 20_000; run++) {
            RowPosition position = position(random);
            String workflow = id(random);
            JobFilter filter = filter(random);
            String text = CursorCodec.encode(position, workflow, filter);
            assertThat(text).as("seed %d", seed).matches("[A-Za-z0-9_-]{34,374}");
            assertThat(CursorCodec.decode(text, workflow, filter))
                    .as("seed %d", seed)
                    .isEqualTo(new CursorResult.Decoded(position));
        }
    }

    @Test
    void theWireFormIsWhatItWas() {
        JobFilter filter = new JobFilter(Set.of(JobStatus.FAILED, JobStatus.RUNNING), Set.of(Trigger.MANUAL));

        assertThat(CursorCodec.encode(PLACE, "workflow-1", filter))
                .isEqualTo("AQAAAABpVzWlAAAABsu4Cly2VL9Iam9iLTFXPDyF");
    }

    @Test
    void aCursorOfAnotherWorkflowOrFilterIsForeign() {
        JobFilter failed = new JobFilter(Set.of(JobStatus.FAILED), Set.of());
        String text = CursorCodec.encode(PLACE, "w", failed);

        for (JobFilter other : List.of(
                JobFilter.ALL,
                new JobFilter(Set.of(JobStatus.RUNNING), Set.of()),
                new JobFilter(Set.of(JobStatus.FAILED), Set.of(Trigger.MANUAL)),
                failed.within(new CreatedRange(Instant.EPOCH, null)),
                failed.within(new CreatedRange(null, Instant.EPOCH)))) {
            assertThat(CursorCodec.decode(text, "w", other)).isInstanceOf(CursorResult.Foreign.class);
        }
        assertThat(CursorCodec.decode(text, "v", failed)).isInstanceOf(CursorResult.Foreign.class);
    }

    @Test
    void noSingleChangeLeadsElsewhere() {
        String text = CursorCodec.encode(PLACE, "w", JobFilter.ALL);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= .\u00e9\u0141";
        for (int at = 0; at < text.length(); at++) {
            for (char c : alphabet.toCharArray()) {
                if (c != text.charAt(at)) {
                    refused(text.substring(0, at) + c + text.substring(at + 1));
                }
                refused(text.substring(0, at) + c + text.substring(at));
            }
            refused(text.substring(0, at));
            refused(text.substring(0, at) + text.substring(at + 1));
            refused(text.substring(at) + text);
        }
    }

    @Test
    void noFlippedBitLeadsElsewhere() {
        byte[] bytes = Base64.getUrlDecoder().decode(CursorCodec.encode(PLACE, "w", JobFilter.ALL));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            refused(Base64.getUrlEncoder().withoutPadding().encodeToString(flipped));
        }
    }

    @Test
    void paddingAndUnusedBitsAreRefused() {
        // A job id of two bytes leaves one character with two or four unused bits, whatever the length of the rest.
        for (String id : List.of("a", "ab", "abc")) {
            String text = CursorCodec.encode(new RowPosition(Instant.EPOCH, id), "w", JobFilter.ALL);
            refused(text + "=");
            refused(text + "==");
            char last = text.charAt(text.length() - 1);
            for (int step = 1; step < 16; step++) {
                refused(text.substring(0, text.length() - 1) + (char) (last + step));
            }
        }
        refused("");
        refused("A".repeat(CursorCodec.MAX_LENGTH + 1));
    }

    @Test
    void whatNoRowHasIsRefusedThoughItIsWellFormed() {
        byte[] job = "j".getBytes(StandardCharsets.UTF_8);
        assertThat(decode(1, 0, 0, job)).isInstanceOf(CursorResult.Foreign.class);
        assertThat(decode(1, MIN, 999_999_999, job)).isInstanceOf(CursorResult.Foreign.class);
        assertThat(decode(0, 0, 0, job)).isEqualTo(MANGLED);
        assertThat(decode(2, 0, 0, job)).isEqualTo(MANGLED);
        assertThat(decode(1, MIN - 1, 0, job)).isEqualTo(MANGLED);
        assertThat(decode(1, MAX + 1, 0, job)).isEqualTo(MANGLED);
        assertThat(decode(1, Long.MIN_VALUE, 0, job)).isEqualTo(MANGLED);
        assertThat(decode(1, 0, -1, job)).isEqualTo(MANGLED);
        assertThat(decode(1, 0, 1_000_000_000, job)).isEqualTo(MANGLED);
        assertThat(decode(1, 0, 0, new byte[0])).isEqualTo(MANGLED);
        assertThat(decode(1, 0, 0, new byte[] {'.', '.'})).isEqualTo(MANGLED);
        assertThat(decode(1, 0, 0, new byte[] {'a', 10})).isEqualTo(MANGLED);
        assertThat(decode(1, 0, 0, new byte[] {(byte) 0xC0, (byte) 0xAF})).isEqualTo(MANGLED);
        assertThat(decode(1, 0, 0, new byte[256])).isEqualTo(MANGLED);
    }

    private static CursorResult decode(int version, long second, int nano, byte[] id) {
        ByteBuffer bytes = ByteBuffer.allocate(25 + id.length);
        bytes.put((byte) version).putLong(second).putInt(nano).putLong(0).put(id);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, bytes.position());
        bytes.putInt((int) crc.getValue());
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        return CursorCodec.decode(text, "w", JobFilter.ALL);
    }

    private static void refused(String text) {
        assertThat(CursorCodec.decode(text, "w", JobFilter.ALL)).as(text).isEqualTo(MANGLED);
    }

    private static RowPosition position(SplittableRandom random) {
        long second = random.nextLong(MIN, MAX + 1);
        return new RowPosition(Instant.ofEpochSecond(second, random.nextInt(1_000_000_000)), id(random));
    }

    private static String id(SplittableRandom random) {
        StringBuilder id = new StringBuilder();
        int characters = random.nextInt(1, 64);
        for (int i = 0; i < characters; i++) {
            id.appendCodePoint(random.nextBoolean() ? random.nextInt('A', 'z') : random.nextInt(0xE000, 0x11_0000));
        }
        return id.toString();
    }

    private static JobFilter filter(SplittableRandom random) {
        Set<JobStatus> statuses = EnumSet.allOf(JobStatus.class);
        statuses.removeIf(status -> random.nextBoolean());
        Set<Trigger> triggers = EnumSet.allOf(Trigger.class);
        triggers.removeIf(trigger -> random.nextBoolean());
        return new JobFilter(statuses, triggers);
    }
}

package io.jobview.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader never knows better than the thorough one. */
class PlainEventTest {

    private static final long SEED = 4096;
    private static final int ROUNDS = 200_000;
    private static final String PLAIN = Events.FULL.replace('ü', 'u');
    private static final byte[] TELLING =
            "{}[]\",:\\u0019.-+eE \ntfnZ\0\u007f\u0080\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final EventDecoder decoder = new EventDecoder();

    @Test
    void readsWhatPublishersWrite() {
        assertThat(read(PLAIN)).isEqualTo(Events.valid(PLAIN)).isNotNull();
        assertThat(read(Events.required()))
                .isEqualTo(thorough(bytes(Events.required())))
                .isNotNull();
        String spaced = PLAIN.replace(",", " ,\r\n\t").replace(":\"", " : \"") + "\n";
        assertThat(read(spaced)).isEqualTo(thorough(bytes(spaced))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "[]",
                "null",
                "{\"type\":",
                "{\"type\":\"job.created\"}",
                "{\"type\":\"job.created\",}",
            })
    void leavesTheRestAlone(String json) {
        assertThat(read(json)).isNull();
    }

    @Test
    void leavesValuesThatAreNotPlainAlone() {
        assertThat(read(Events.with("job_id", "\"a\\u0062\""))).isNull();
        assertThat(read(Events.with("job_id", "\"ü\""))).isNull();
        assertThat(read(Events.with("job_id", "\"a\u007f\""))).isNull();
        assertThat(read(Events.with("job_id", "\"..\""))).isNull();
        assertThat(read(Events.with("job_id", "\"\""))).isNull();
        assertThat(read(Events.with("job_id", "\"" + "j".repeat(256) + "\""))).isNull();
        assertThat(read(Events.with("container_id", "\"" + "c".repeat(1025) + "\"")))
                .isNull();
        assertThat(read(Events.with("container_id", "null"))).isNull();
        assertThat(read(Events.with("attempt", "0"))).isNull();
        assertThat(read(Events.with("attempt", "01"))).isNull();
        assertThat(read(Events.with("attempt", "1.0"))).isNull();
        assertThat(read(Events.with("attempt", "12345678901234567890"))).isNull();
        assertThat(read(Events.with("more", "{\"a\":[]}"))).isNull();
        assertThat(read(Events.with("occurred_at", "\"2026-02-29T12:00:00Z\""))).isNull();
        assertThat(read(Events.with("type", "\"job.done\""))).isNull();
        assertThat(read(PLAIN.replace("\"attempt\"", "\"job_id\":\"k\",\"attempt\"")))
                .isNull();
        assertThat(read(PLAIN + "x")).isNull();
    }

    @Test
    void whatItReadsTheThoroughReaderReadsToo() {
        byte[] valid = bytes(PLAIN);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] mutated = mutate(valid);
            JobEvent plain = PlainEvent.read(mutated);
            if (plain != null) {
                read++;
                assertThat(thorough(mutated))
                        .as("seed %d, bytes %s", SEED, HexFormat.of().formatHex(mutated))
                        .isEqualTo(plain);
            }
        }
        assertThat(read).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    private JobEvent thorough(byte[] json) {
        if (decoder.decodeAny(json) instanceof Decoded.Valid valid) {
            return valid.event();
        }
        throw new AssertionError(decoder.decodeAny(json) + " for " + new String(json, StandardCharsets.UTF_8));
    }

    /** A byte replaced, taken out or put in; now and then two. */
    private byte[] mutate(byte[] valid) {
        byte[] bytes = valid;
        for (int changes = random.nextInt(1, 3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            byte[] with = random.nextInt(4) == 0 ? new byte[0] : new byte[] {anyByte()};
            int resume = at + random.nextInt(2);
            byte[] next = new byte[at + with.length + bytes.length - resume];
            System.arraycopy(bytes, 0, next, 0, at);
            System.arraycopy(with, 0, next, at, with.length);
            System.arraycopy(bytes, resume, next, at + with.length, bytes.length - resume);
            bytes = next;
        }
        return bytes;
    }

    private byte anyByte() {
        return random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : (byte) random.nextInt(32, 127);
    }

    private static JobEvent read(String json) {
        return PlainEvent.read(bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}

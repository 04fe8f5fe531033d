package io.jobview.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Broken bytes give a reason that is fit for a header, or an event within its bounds; nothing else. */
class EventDecoderFuzzTest {
    private static final long SEED = 65_536;
    private static final int ROUNDS = 100_000;
    private static final byte[] TELLING =
            "{}[]\",:\\u0019.-+eE \ntfnZ\0\u0080\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final EventDecoder decoder = new EventDecoder();

    @Test
    void mutatedEventsAreDecodedOrRejectedButNeverThrow() {
        byte[] valid = Events.FULL.getBytes(StandardCharsets.UTF_8);
        int rejections = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] mutated = mutate(valid);
            rejections += isRejected(mutated) ? 1 : 0;
        }
        assertThat(rejections).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    private boolean isRejected(byte[] bytes) {
        try {
            Decoded decoded = decoder.decode(bytes);
            if (decoded instanceof Decoded.Rejected rejected) {
                String reason = rejected.reason();
                if (reason.isEmpty()
                        || reason.length() > 250
                        || reason.startsWith("not readable")
                        || reason.chars().anyMatch(Character::isISOControl)) {
                    throw new AssertionError("unfit reason: " + reason);
                }
                return true;
            }
            JobEvent event = ((Decoded.Valid) decoded).event();
            int idBytes = Utf8.length(event.workflowId());
            if (event.attempt() < 1 || idBytes < 1 || idBytes > 255) {
                throw new AssertionError("out of bounds: " + event);
            }
            Rfc3339.format(event.occurredAt());
            return false;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + SEED + ", bytes " + HexFormat.of().formatHex(bytes), e);
        }
    }

    /** One to three changes: a byte replaced, taken out or put in, or the end cut off. */
    private byte[] mutate(byte[] valid) {
        byte[] bytes = valid;
        for (int changes = random.nextInt(1, 4); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            byte[] with = random.nextInt(4) == 0 ? new byte[0] : new byte[] {anyByte()};
            int resume = random.nextInt(40) == 0 ? bytes.length : at + random.nextInt(2);
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
}

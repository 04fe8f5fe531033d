package io.jobview.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.apache.commons.codec.digest.MurmurHash3;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);
    private static final long[] EDGES = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE};

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void sumsAndDifferencesAreThoseOfUnsigned128BitNumbers() {
        for (int i = 0; i < 20_000; i++) {
            Digest one = new Digest(any(), any());
            Digest other = new Digest(any(), any());
            assertThat(number(one.plus(other)))
                    .as("seed %d: %s + %s", seed, one, other)
                    .isEqualTo(number(one).add(number(other)).mod(MODULUS));
            assertThat(number(one.minus(other)))
                    .as("seed %d: %s - %s", seed, one, other)
                    .isEqualTo(number(one).subtract(number(other)).mod(MODULUS));
        }
    }

    /** MurmurHash3 x64 128 with seed 0, as in its author's reference: it is kept on disk and goes out as an ETag. */
    @Test
    void theHashIsFixed() {
        byte[] text = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.US_ASCII);
        assertThat(Digest.of(text)).hasToString("e34bbc7bbc071b6c7a433ca9c49a9347");
        assertThat(Digest.of(new byte[0])).isEqualTo(Digest.ZERO);
    }

    @Test
    void theHashIsThatOfCommonsCodec() {
        for (int length = 0; length < 600; length++) {
            byte[] bytes = new byte[length + 3];
            random.nextBytes(bytes);
            long[] expected = MurmurHash3.hash128x64(bytes, 2, length, 0);
            assertThat(Digest.of(bytes, 2, length))
                    .as("seed %d, %d bytes", seed, length)
                    .isEqualTo(new Digest(expected[0], expected[1]));
        }
    }

    private long any() {
        return random.nextInt(3) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
    }

    private static BigInteger number(Digest digest) {
        return new BigInteger(digest.toString(), 16);
    }
}

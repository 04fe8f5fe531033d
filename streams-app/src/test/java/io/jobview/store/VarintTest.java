package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "16383, ff7f",
        "16384, 808001",
        "2147483647, ffffffff07",
        "72057594037927936, 808080808080808001",
        "9223372036854775807, ffffffffffffffff7f"
    })
    void theFormIsFixed(long value, String hex) {
        assertThat(HexFormat.of().formatHex(bytes(value))).isEqualTo(hex);
        assertThat(Varint.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))).isEqualTo(value);
    }

    @Test
    void everyValueIsReadBackFromAsManyBytesAsItsSize() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong() >>> random.nextInt(1, Long.SIZE);
            ByteBuffer read = ByteBuffer.wrap(bytes(value));
            assertThat(Varint.read(read)).as("seed %d", seed).isEqualTo(value);
            assertThat(read.hasRemaining()).as("seed %d", seed).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8000", "ff00", "80808000", "808080808080808080", "ffffffffffffffffff01"})
    void formsThatAreNeverWrittenAreRefused(String hex) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> Varint.read(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aValueThatIsCutShortIsRefused() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {-1, -1});
        assertThatThrownBy(() -> Varint.read(bytes)).isInstanceOf(BufferUnderflowException.class);
    }

    private static byte[] bytes(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Varint.size(value));
        Varint.write(bytes, value);
        assertThat(bytes.hasRemaining()).isFalse();
        return bytes.array();
    }
}

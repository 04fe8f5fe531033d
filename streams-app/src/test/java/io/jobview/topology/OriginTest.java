package io.jobview.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OriginTest {

    private static final Origin ORIGIN = new Origin(5, 0x0102_0304_0506L);

    @Test
    void survivesTheHeader() {
        for (Origin origin : new Origin[] {new Origin(0, 0), ORIGIN, new Origin(Integer.MAX_VALUE, Long.MAX_VALUE)}) {
            assertThat(Origin.of(header(origin.toBytes()))).isEqualTo(origin);
        }
    }

    /** Events of an older version may still be under way during an upgrade, so the bytes are part of the contract. */
    @Test
    void hasTheseBytes() {
        assertThat(new Origin(5, 0x0102_0304_0506L, 7).toBytes())
                .containsExactly(2, 0, 0, 0, 5, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0, 0, 7);
        Origin bare = Origin.of(header(new byte[] {1, 0, 0, 0, 5, 0, 0, 1, 2, 3, 4, 5, 6}));
        assertThat(bare).isEqualTo(new Origin(5, 0x0102_0304_0506L, Long.MAX_VALUE));
    }

    @Test
    void isNothingWhenTheHeaderIsMissingOrDamaged() {
        assertThat(Origin.of(new RecordHeaders())).isNull();
        assertThat(Origin.of(header(null))).isNull();
        byte[] bytes = ORIGIN.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(Origin.of(header(Arrays.copyOf(bytes, length)))).isNull();
        }
        assertThat(Origin.of(header(Arrays.copyOf(bytes, bytes.length + 1)))).isNull();
        bytes[0] = 3;
        assertThat(Origin.of(header(bytes))).as("another version").isNull();
        assertThat(Origin.of(header(new Origin(-1, 3).toBytes()))).isNull();
        assertThat(Origin.of(header(new Origin(1, -3).toBytes()))).isNull();
    }

    @Test
    void isTheLastHeaderOfItsName() {
        Headers headers = header(new byte[] {9});
        headers.add(Origin.HEADER, ORIGIN.toBytes());
        assertThat(Origin.of(headers)).isEqualTo(ORIGIN);
    }

    private static Headers header(byte @Nullable [] value) {
        return new RecordHeaders().add(Origin.HEADER, value);
    }
}

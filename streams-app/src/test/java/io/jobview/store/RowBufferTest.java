package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of every size around the buffer's own, so that it is full, one short and one over at each of its borders. */
class RowBufferTest {

    private static final int LONGEST = 1_700;

    @Test
    void rowsOfEveryLengthAreJoinedWhole() {
        for (int length = 1; length <= LONGEST; length++) {
            String row = row(length);
            for (int rows = 1; rows <= 5; rows++) {
                check(row, rows, 1);
                check(row, rows, 2);
                check(row, rows, 1_000);
            }
        }
    }

    private static void check(String row, int rows, int limit) {
        RowBuffer buffer = new RowBuffer(limit, RowBuffer.COMMA);
        byte[] longer = Arrays.copyOf(row.getBytes(StandardCharsets.US_ASCII), row.length() + 7);
        for (int i = 0; i < rows; i++) {
            buffer.append(longer, row.length());
        }
        List<String> expected = Collections.nCopies(rows, row);
        assertThat(buffer.rows()).isEqualTo(rows);
        String joined = new String(buffer.toBytes(), StandardCharsets.US_ASCII);
        assertThat(joined.equals(String.join(",", expected)))
                .as("%d rows of %d bytes, limit %d", rows, row.length(), limit)
                .isTrue();
        assertThat(buffer.last()).asString(StandardCharsets.US_ASCII).isEqualTo(row);
    }

    @Test
    void noRowsAreNoBytes() {
        assertThat(new RowBuffer(10, RowBuffer.COMMA).toBytes()).isEmpty();
    }

    private static String row(int length) {
        StringBuilder row = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            row.append((char) ('a' + i % 26));
        }
        return row.toString();
    }
}

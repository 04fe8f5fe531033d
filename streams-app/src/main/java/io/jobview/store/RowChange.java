package io.jobview.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a write does to one job's row.
 *
 * @param removed the key that the row leaves; null if it stays where it is, or was not there
 * @param row the row as it is then; null if it is gone
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one write
record RowChange(byte @Nullable [] removed, @Nullable KeptRow row) {

    static RowChange of(@Nullable DerivedRow before, @Nullable DerivedRow after) {
        byte[] left = before == null ? null : before.rowKey();
        boolean stays = after != null && Arrays.equals(left, after.rowKey());
        return new RowChange(stays ? null : left, after == null ? null : new KeptRow(after.rowKey(), after.json()));
    }
}

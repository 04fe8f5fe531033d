package io.jobview.store;

import io.jobview.event.Trigger;
import io.jobview.fold.JobRow;
import io.jobview.fold.JobState;
import io.jobview.fold.JobStatus;
import io.jobview.fold.PackedRow;
import io.jobview.query.Digest;
import io.jobview.store.key.FacetKey;
import io.jobview.store.key.RowKey;
import io.jobview.store.key.StateKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one job's state becomes in the families that are read: a row, filed twice.
 *
 * @param rowOrder orders the rows of one workflow like their keys, ties aside, without a look at them
 * @param packed the row as it is stored
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one write
record DerivedRow(
        String workflowId,
        JobStatus status,
        Trigger trigger,
        long rowOrder,
        byte[] rowKey,
        byte[] facetKey,
        byte[] packed,
        Digest digest) {

    private static final int SECOND_BITS = 16; // of a fraction; the seconds of the years 0000 to 9999 take 39
    private static final int NANO_BITS = 30;
    private static final int PLACE_BITS = 56;

    /** The row of a job in this state; null when it has none, because it is not known or deleted. */
    static @Nullable DerivedRow of(StateKey job, @Nullable JobState state) {
        if (state == null || state.deleted()) {
            return null;
        }
        PackedRow packed = PackedRow.of(job.workflowId(), job.jobId(), state);
        return new DerivedRow(
                job.workflowId(),
                state.status(),
                state.trigger(),
                newestFirst(state.createdAt()),
                RowKey.of(job.workflowId(), state.createdAt(), job.jobId()),
                FacetKey.of(job.workflowId(), state.status(), state.trigger(), state.createdAt(), job.jobId()),
                packed.toBytes(),
                Digest.of(packed.bytes(), 0, packed.hashedLength()));
    }

    /** The row as it is served. */
    byte[] json() {
        return JobRow.write(workflowId, packed);
    }

    private static long newestFirst(Instant createdAt) {
        int fraction = createdAt.getNano() >>> NANO_BITS - SECOND_BITS;
        return -(createdAt.getEpochSecond() << SECOND_BITS | fraction);
    }

    /** Orders the facets of one workflow like their keys, ties aside. */
    @SuppressWarnings("EnumOrdinal") // as in the key
    long facetOrder() {
        long facet = (long) status.ordinal() * Trigger.values().length + trigger.ordinal();
        return (facet << PLACE_BITS) + rowOrder;
    }
}

package io.jobview.store;

import io.jobview.store.key.StateKey;
import java.util.Optional;

/** Asks a store for the row of one job; empty when it is deleted or was never heard of. One get. */
public record JobQuery(String workflowId, String jobId) implements PositionedQuery<Optional<byte[]>> {

    @Override
    public Optional<byte[]> read(JobDb db) {
        StateKey key = new StateKey(workflowId, jobId);
        byte[] state = db.get(Family.STATES, key.toBytes());
        // Equal states have equal rows, so it is written again here rather than found by its time and read.
        DerivedRow row = state == null
                ? null
                : DerivedRow.of(key, StateValue.parse(state).state());
        return row == null ? Optional.empty() : Optional.of(row.json());
    }
}

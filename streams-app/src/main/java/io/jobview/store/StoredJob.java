package io.jobview.store;

import io.jobview.store.key.StateKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One job as it is stored: its state's bytes, and what they mean once that was asked for. For the store's one writer. */
final class StoredJob {

    private final StateKey key;
    private final byte @Nullable [] value;
    private final @Nullable StateValue state;
    private @Nullable DerivedRow row;
    private boolean derived;

    private StoredJob(StateKey key, byte @Nullable [] value) {
        this.key = key;
        this.value = value;
        this.state = value == null ? null : StateValue.parse(value);
    }

    /** @param value null for a job that is not there */
    static StoredJob of(byte[] key, byte @Nullable [] value) {
        return new StoredJob(StateKey.parse(key), value);
    }

    /** The same job with another value. */
    StoredJob with(byte @Nullable [] other) {
        return new StoredJob(key, other);
    }

    String workflowId() {
        return key.workflowId();
    }

    byte @Nullable [] value() {
        return value;
    }

    @Nullable
    StateValue state() {
        return state;
    }

    Origins origins() {
        return state == null ? Origins.NONE : state.origins();
    }

    /** {@link Instant#MIN} for a job that is not there. */
    Instant updatedAt() {
        return state == null ? Instant.MIN : state.state().updatedAt();
    }

    /** Null when the job has no row: it is not there or deleted. */
    @Nullable
    DerivedRow row() {
        if (!derived) {
            row = state == null ? null : DerivedRow.of(key, state.state());
            derived = true;
        }
        return row;
    }
}

package io.jobview.view;

import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says which copies here are fresh enough to answer. Any thread. */
final class CopyReads {

    private final LocalStores locals;
    private final CopyProgress progress;
    private final Duration maxStaleness;

    CopyReads(LocalStores locals, CopyProgress progress, Duration maxStaleness) {
        this.locals = locals;
        this.progress = progress;
        this.maxStaleness = maxStaleness;
    }

    /** How old the copy of this partition is at most; null when there is none here, or none that may answer. */
    @Nullable
    Duration lag(int partition) {
        return locals.find(partition).map(this::lag).orElse(null);
    }

    /** The same of a store that is here. */
    @Nullable
    Duration lag(OpenStore store) {
        Duration lag = progress.lag(store);
        return lag == null || lag.compareTo(maxStaleness) > 0 ? null : lag;
    }
}

package io.jobview.view;

import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import java.time.Duration;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.jspecify.annotations.Nullable;

/** Reads the copies here that are fresh enough to answer. Any thread. */
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
        OpenStore store = locals.find(partition).orElse(null);
        Duration lag = store == null ? null : progress.lag(store);
        return lag == null || lag.compareTo(maxStaleness) > 0 ? null : lag;
    }

    /** Null when there is no copy. */
    <R> @Nullable QueryResult<R> ask(int partition, Query<R> query) {
        return locals.find(partition).map(store -> store.queryCopy(query)).orElse(null);
    }
}

package io.jobview.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that were read or written last. Most events of a job come soon after one another, and each needs what the one
 * before has left: kept here, it is neither read nor parsed nor derived again. For the store's one writer.
 */
final class LiveJobs {

    /** Few: whatever lives as long as these do is copied by every collection meanwhile, and readers wait for it. */
    static final int MOST = 128;

    private final Map<Bytes, LiveJob> jobs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, LiveJob> eldest) {
            return size() > MOST;
        }
    };

    @Nullable
    LiveJob get(Bytes key) {
        return jobs.get(key);
    }

    void put(Bytes key, LiveJob job) {
        jobs.put(key, job);
    }

    void clear() {
        jobs.clear();
    }
}

package io.jobview.view;

import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.view.PartitionStatus.Restore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * How far the stores that are loaded from their changelog have come, and the one who tells a store that it has come to the
 * end. What is left to do then is done on the thread that loads it, so that no task that runs waits; while none runs yet it is
 * done beside the loading of the others. Told by Streams' threads, readable from any.
 */
final class RestoreProgress implements StateRestoreListener, StandbyUpdateListener {

    /** A standby never comes to an end; from here on it derives as it reads. */
    private static final long NEAR = 10_000;

    private final Map<Integer, Restore> byPartition = new ConcurrentHashMap<>();
    private final AtomicLong restored = new AtomicLong();
    private final LocalStores locals;
    private final CopyProgress copies;

    RestoreProgress(LocalStores locals, CopyProgress copies) {
        this.locals = locals;
        this.copies = copies;
    }

    /** Null when nothing is being loaded. */
    @Nullable
    Restore of(int partition) {
        return byPartition.get(partition);
    }

    long restored() {
        return restored.get();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
        byPartition.put(changelog.partition(), new Restore(start, end));
        copies.begins(changelog.partition(), start);
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEnd, long count) {
        byPartition.computeIfPresent(
                changelog.partition(), (partition, before) -> new Restore(batchEnd + 1, before.end()));
        copies.loaded(changelog.partition(), batchEnd + 1);
        restored.addAndGet(count);
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        locals.find(changelog.partition())
                .ifPresent(locals.activePartitions().isEmpty() ? OpenStore::beginToComplete : OpenStore::complete);
        byPartition.remove(changelog.partition());
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        byPartition.remove(changelog.partition());
    }

    @Override
    public void onUpdateStart(TopicPartition changelog, String store, long start) {
        copies.begins(changelog.partition(), start); // the end is not known before the first batch
    }

    @Override
    public void onBatchLoaded(
            TopicPartition changelog, String store, TaskId task, long batchEnd, long count, long currentEnd) {
        byPartition.put(changelog.partition(), new Restore(batchEnd + 1, currentEnd));
        if (currentEnd - batchEnd < NEAR) {
            locals.find(changelog.partition()).ifPresent(OpenStore::complete);
        }
        copies.loaded(changelog.partition(), batchEnd + 1);
    }

    @Override
    public void onUpdateSuspended(
            TopicPartition changelog, String store, long storeOffset, long currentEnd, SuspendReason reason) {
        byPartition.remove(changelog.partition());
    }
}

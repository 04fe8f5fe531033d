package io.jobview.bench.parts;

import io.jobview.bench.history.FoldedJob;
import io.jobview.bench.history.LifecycleHistory;
import io.jobview.store.JobStore;
import io.jobview.store.JobStoreSupplier;
import io.jobview.store.LocalStores;
import io.jobview.store.Origins;
import io.jobview.store.StateValue;
import io.jobview.store.StoreMemory;
import io.jobview.store.key.StateKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/**
 * The store of a view without Kafka around it, filled and committed in several steps so that it has several sorted runs. For
 * one writer; queries from any thread.
 */
public final class FilledStore implements AutoCloseable {

    private static final int WORKFLOWS = 100;

    private static final int STEPS = 4;
    private static final int BATCH = 1000;
    private static final long MEMORY_BYTES = 128L << 20;

    private final StoreMemory memory;
    private final JobStore store;

    private FilledStore(Path folder, long memoryBytes) {
        memory = new StoreMemory(memoryBytes, 0); // what is measured is RocksDB
        LocalStores locals = new LocalStores();
        store = (JobStore) new JobStoreSupplier("jobs", memory, locals).get();
        store.init(new BareContext(folder), store);
        locals.find(BareContext.PARTITION).orElseThrow().setActive(true); // as the task does that has it
    }

    /** @param folder an empty one */
    public static FilledStore of(Path folder, int jobs) {
        return of(folder, LifecycleHistory.of(jobs, WORKFLOWS), MEMORY_BYTES);
    }

    /**
     * @param folder an empty one
     * @param memoryBytes for blocks and memtables
     */
    public static FilledStore of(Path folder, LifecycleHistory history, long memoryBytes) {
        FilledStore filled = new FilledStore(folder, memoryBytes);
        filled.fill(history);
        return filled;
    }

    public JobStore store() {
        return store;
    }

    private void fill(LifecycleHistory history) {
        int jobs = (int) history.jobs();
        FoldedJob.Folder folder = new FoldedJob.Folder();
        List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>();
        for (int number = 0; number < jobs; number++) {
            FoldedJob job = folder.fold(history.job(number));
            batch.add(KeyValue.pair(
                    Bytes.wrap(new StateKey(job.workflowId(), job.jobId()).toBytes()),
                    new StateValue(Origins.of(0, number), job.state()).toBytes()));
            if (batch.size() == BATCH || number == jobs - 1) {
                store.putAll(batch);
                batch.clear();
            }
            if (number % (jobs / STEPS) == jobs / STEPS - 1) {
                store.commit(Map.of(new TopicPartition("changelog", 0), (long) number));
            }
        }
    }

    @Override
    public void close() {
        store.close();
        memory.close();
    }
}

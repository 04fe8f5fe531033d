package io.jobview.store;

import io.jobview.history.TopicFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores that are open and of no task yet. Kafka Streams opens each local store as it starts, one after another, only to ask for its
 * offset, closes it, and opens those of its tasks again; and to open RocksDB takes several writes to the disk that are
 * waited for. So they are opened side by side before, and what is closed by the thread that starts stays open for its task.
 * Thread-safe.
 */
public final class ParkedStores {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedStores.class);
    private static final String ANY_DATABASE_HAS_IT = "CURRENT";
    private static final int OPENED_AT_ONCE = 4;

    private final Map<Path, OpenStore> parked = new HashMap<>();
    private final Set<Path> opening = new HashSet<>();
    private final Supplier<@Nullable TopicFacts> facts;
    private @Nullable Thread starter;

    ParkedStores(Supplier<@Nullable TopicFacts> facts) {
        this.facts = facts;
    }

    /** From now on this thread parks what it closes. */
    public synchronized void begin() {
        starter = Thread.currentThread();
    }

    /** No more is parked. */
    public synchronized void end() {
        starter = null;
    }

    /** Opens in the background what is there of these stores, by the folders of their tasks. Nobody else may use them yet. */
    public void openAhead(Map<Path, Integer> tasks, String name, StoreMemory memory) {
        ExecutorService threads = Executors.newFixedThreadPool(OPENED_AT_ONCE, work -> {
            Thread thread = new Thread(work, "jobview-open");
            thread.setDaemon(true);
            return thread;
        });
        tasks.forEach((task, partition) -> {
            Path folder = JobStore.folder(task, name);
            if (Files.exists(folder.resolve(ANY_DATABASE_HAS_IT))) {
                synchronized (this) {
                    opening.add(folder);
                }
                threads.execute(() -> openAhead(folder, partition, memory));
            }
        });
        threads.shutdown();
    }

    private void openAhead(Path folder, int partition, StoreMemory memory) {
        OpenStore opened = null;
        try {
            opened = Healing.open(folder, partition, memory, facts);
        } catch (RuntimeException e) {
            LOG.debug("{} cannot be opened ahead", folder, e); // whoever needs it finds out again
        } finally {
            opened(folder, opened);
        }
    }

    private synchronized void opened(Path folder, @Nullable OpenStore store) {
        if (store != null) {
            park(folder, store);
        }
        opening.remove(folder);
        notifyAll();
    }

    /**
     * Closes what no task has asked for: other instances have those partitions now. Must come before Streams removes the folders of tasks
     * that it does not run, which it does in ten minutes at the earliest: RocksDB would write into them as it closes.
     */
    public synchronized void closeAll() {
        awaitOpened(opening::isEmpty);
        parked.values().forEach(OpenStore::close);
        parked.clear();
    }

    OpenStore open(Path folder, int partition, StoreMemory memory) {
        OpenStore kept = take(folder);
        return kept == null ? Healing.open(folder, partition, memory, facts) : kept;
    }

    /** Waits for what is being opened or closed: until then nobody else can open that folder. */
    private synchronized @Nullable OpenStore take(Path folder) {
        awaitOpened(() -> !opening.contains(folder));
        return parked.remove(folder);
    }

    synchronized void close(Path folder, OpenStore store) {
        if (starter == Thread.currentThread()) {
            park(folder, store);
        } else {
            store.close();
        }
    }

    private void park(Path folder, OpenStore store) {
        if (store.isSettled()) {
            parked.put(folder, store);
        } else {
            store.close();
        }
    }

    /** Opening ends by itself; an interrupt, which asks the caller to end, must not leave a folder in other hands. */
    private synchronized void awaitOpened(BooleanSupplier done) {
        boolean interrupted = false;
        while (!done.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.jobview.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of damage to the files of an open store. It is noted in the store's folder, since the store itself can no longer be trusted
 * to remember it. Any thread.
 */
final class Damage {

    private static final Logger LOG = LoggerFactory.getLogger(Damage.class);
    private static final String NOTE = "DAMAGED"; // RocksDB leaves alone what it has not named
    private static final String CANNOT_BE_HAD = "IO error";
    private static final String NO_SUCH_FILE = "No such file or directory";

    private final Path folder;
    private volatile Set<TaskId> tasks = Set.of();
    private volatile @Nullable String found;
    private volatile Runnable listener = () -> {};

    Damage(Path folder) {
        this.folder = folder;
    }

    /** What is damaged in a store that is closed, as far as it was noted or can be seen at a glance; null for nothing. */
    static @Nullable String noted(Path folder) throws IOException {
        try {
            return new String(Files.readAllBytes(folder.resolve(NOTE)), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            // RocksDB would take it for a new one, and remove the rest.
            return hasTables(folder) && !Files.exists(folder.resolve("CURRENT")) ? "its file CURRENT is missing" : null;
        }
    }

    private static boolean hasTables(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(folder, "*.sst")) {
            return tables.iterator().hasNext();
        }
    }

    /** What is damaged if that is why a store cannot be opened; null when the disk, a lock or a permission is in the way. */
    static @Nullable DamagedStoreException atOpen(RocksDBException e) {
        return isDamage(e) || is(e, Status.Code.IOError) && text(e).contains(NO_SUCH_FILE)
                ? new DamagedStoreException(Set.of(), text(e))
                : null;
    }

    /** RocksDB also calls a file damaged that it cannot open, be it for a limit or a permission. */
    static boolean isDamage(RocksDBException e) {
        return is(e, Status.Code.Corruption) && (!text(e).contains(CANNOT_BE_HAD) || text(e).contains(NO_SUCH_FILE));
    }

    private static boolean is(RocksDBException e, Status.Code code) {
        Status status = e.getStatus();
        return status != null && status.getCode() == code;
    }

    private static String text(RocksDBException e) {
        String message = e.getMessage();
        return message == null
                ? "RocksDB does not say what"
                : message.lines().findFirst().orElse("").strip();
    }

    /** The store is open for this task. */
    void stopsTask(TaskId task) {
        tasks = Set.of(task);
    }

    /** Told once damage is found. Must return at once. */
    void onFound(Runnable told) {
        listener = told;
    }

    boolean isFound() {
        return found != null;
    }

    /** Notes it; returns what is to be thrown. */
    DamagedStoreException found(RocksDBException e) {
        String damage = text(e);
        if (note(damage)) {
            listener.run();
        }
        return new DamagedStoreException(tasks, damage);
    }

    private synchronized boolean note(String damage) {
        if (found != null) {
            return false;
        }
        found = damage;
        try {
            Files.writeString(
                    folder.resolve(NOTE),
                    damage,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            LOG.warn("cannot note in {} that it is damaged ({}): {}", folder, damage, e.toString());
        }
        return true;
    }

    /** @throws DamagedStoreException if damage was found */
    void check() {
        String known = found;
        if (known != null) {
            throw new DamagedStoreException(tasks, known);
        }
    }
}

package io.jobview.localkafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The data folder, held for this process alone until closed. Kafka locks its folder too, but only after it has opened
 * the metadata log in it, which is too late to keep two processes from writing there.
 */
final class DataDir implements AutoCloseable {

    private static final String LOCK_FILE = ".local-kafka-lock";

    private final Path path;
    private final FileChannel lock;

    private DataDir(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static DataDir hold(Path dataDir) {
        Path path = dataDir.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new LocalKafkaException("the data directory " + path + " is not a directory", e);
        } catch (IOException e) {
            throw unusable(path, e);
        }
        return lock(path);
    }

    // The channel holds the lock, and so lives as long as this object.
    private static DataDir lock(Path path) {
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new DataDir(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            throw new LocalKafkaException("the data directory " + path + " is in use by this process", e);
        } catch (IOException e) {
            closeQuietly(channel);
            throw unusable(path, e);
        }
        closeQuietly(channel);
        throw new LocalKafkaException("the data directory " + path + " is in use by another process");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }

    private static LocalKafkaException unusable(Path path, IOException cause) {
        return new LocalKafkaException("cannot write to the data directory " + path + ": " + cause, cause);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written through it, and the lock ends with the descriptor.
            }
        }
    }
}

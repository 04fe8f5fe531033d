package io.jobview.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** One family's entries in ascending order, written to files beside the database, which then takes them in. For one thread. */
final class SortedFiles implements AutoCloseable {

    private static final long FILE_BYTES = 64L << 20;
    private static final int ENTRY_BYTES = 1 << 10; // at first
    private static final int LOOK_EVERY = 4096; // entries; asking for the size is a native call

    private final JobDb db;
    private final Family family;
    private final List<Path> files = new ArrayList<>();
    private @Nullable SstFileWriter writer;
    private int entries;
    private ByteBuffer entry = ByteBuffer.allocateDirect(ENTRY_BYTES);
    private ByteBuffer entryValue = entry.duplicate();

    SortedFiles(JobDb db, Family family) {
        this.db = db;
        this.family = family;
    }

    /** Both outside the heap: nothing is copied on the way. */
    void add(ByteBuffer key, ByteBuffer value) {
        try {
            SstFileWriter file = writer == null ? open() : writer;
            file.put(key, value);
            finishFull(file);
        } catch (RocksDBException e) {
            throw db.failed("write", e);
        }
    }

    void add(byte[] key, byte[] value) {
        add(key, 0, key.length, value, 0, value.length);
    }

    /** The same of what lies within arrays. */
    void add(byte[] key, int keyAt, int keyLength, byte[] value, int valueAt, int valueLength) {
        int length = keyLength + valueLength;
        if (entry.capacity() < length) {
            entry = ByteBuffer.allocateDirect(2 * length);
            entryValue = entry.duplicate();
        }
        entry.clear()
                .put(key, keyAt, keyLength)
                .put(value, valueAt, valueLength)
                .flip()
                .limit(keyLength);
        add(entry, entryValue.limit(length).position(keyLength));
    }

    /** Hides what older files hold of the key. */
    void delete(byte[] key) {
        try {
            SstFileWriter file = writer == null ? open() : writer;
            file.delete(key);
            finishFull(file);
        } catch (RocksDBException e) {
            throw db.failed("write", e);
        }
    }

    private void finishFull(SstFileWriter file) throws RocksDBException {
        if (++entries % LOOK_EVERY == 0 && file.fileSize() >= FILE_BYTES) {
            finish();
        }
    }

    private SstFileWriter open() throws RocksDBException {
        Path path = db.scratch().resolve(family.name().toLowerCase(Locale.ROOT) + "-" + files.size() + ".sst");
        SstFileWriter opened = db.fileWriter(family);
        writer = opened;
        files.add(path);
        opened.open(path.toString());
        return opened;
    }

    private void finish() throws RocksDBException {
        if (writer != null) {
            try (SstFileWriter finished = writer) {
                writer = null;
                finished.finish();
            }
        }
    }

    /** Hands everything over; the database moves the files. */
    void ingest() {
        try {
            finish();
            if (!files.isEmpty()) {
                db.ingest(family, files.stream().map(Path::toString).toList());
            }
        } catch (RocksDBException e) {
            throw db.failed("write", e);
        }
    }

    /** Also removes what was not handed over. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.jobview.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/**
 * Sorts more entries than memory holds (Knuth, volume 3, section 5.4): each run is sorted by the caller and goes to a file of its own, and all are
 * merged in one pass. The files are of this process alone, so their form (lengths and bytes of key and value) has no version; what
 * a killed one leaves is removed with the folder of {@link JobDb#scratch}. For one thread.
 */
final class SpilledRuns implements AutoCloseable {

    private static final int WRITE_BYTES = 256 << 10;
    private static final int READ_BYTES = 32 << 10; // of each run: a workflow of ten million jobs makes hundreds

    private final Path folder;
    private final String name;
    private final List<Path> runs = new ArrayList<>();

    SpilledRuns(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Takes entries as they are added to it; closing it ends the run. */
    static final class Run implements AutoCloseable {

        private final DataOutputStream out;
        private byte[] copy = {};

        private Run(Path file) throws IOException {
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), WRITE_BYTES));
        }

        /** Ascending keys; none is in two runs. */
        void add(ByteBuffer key, ByteBuffer value) {
            try {
                out.writeInt(key.remaining());
                out.writeInt(value.remaining());
                write(key);
                write(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            if (copy.length < length) {
                copy = new byte[2 * length];
            }
            bytes.get(copy, 0, length);
            out.write(copy, 0, length);
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Run begin() {
        Path file = folder.resolve(name + "-run-" + runs.size());
        runs.add(file);
        try {
            return new Run(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands over the entries of all runs in ascending order, and forgets the runs. */
    void merge(BiConsumer<byte[], byte[]> to) {
        List<Cursor> open = new ArrayList<>();
        try {
            PriorityQueue<Cursor> least =
                    new PriorityQueue<>((one, other) -> Arrays.compareUnsigned(one.key, other.key));
            for (Path file : runs) {
                Cursor cursor = new Cursor(file);
                open.add(cursor);
                if (cursor.next()) {
                    least.add(cursor);
                }
            }
            for (Cursor first = least.poll(); first != null; first = least.poll()) {
                to.accept(first.key, first.value);
                if (first.next()) {
                    least.add(first);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.forEach(Cursor::close);
            close();
        }
    }

    private static final class Cursor {

        private final DataInputStream in;
        private byte[] key = {};
        private byte[] value = {};

        private Cursor(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), READ_BYTES));
        }

        private boolean next() throws IOException {
            int length;
            try {
                length = in.readInt();
            } catch (EOFException e) {
                return false;
            }
            key = new byte[length];
            value = new byte[in.readInt()];
            in.readFully(key);
            in.readFully(value);
            return true;
        }

        private void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Removes the runs. */
    @Override
    public void close() {
        try {
            for (Path file : runs) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        runs.clear();
    }
}

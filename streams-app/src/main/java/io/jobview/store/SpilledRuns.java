package io.jobview.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts more entries than memory holds (Knuth, volume 3, section 5.4): each run is sorted by the caller and goes to a file of its own, and all are
 * merged in one pass. The files are of this process alone, so their form (lengths and bytes of key and value) has no version; what
 * a killed one leaves is removed with the folder of {@link JobDb#scratch}. For one thread.
 */
final class SpilledRuns implements AutoCloseable {

    private static final int WRITE_BYTES = 256 << 10;
    private static final int READ_BYTES = 32 << 10; // of each run: a workflow of ten million jobs makes hundreds
    private static final int LENGTHS = 2 * Integer.BYTES;

    private final Path folder;
    private final String name;
    private final List<Path> runs = new ArrayList<>();
    private @Nullable ByteBuffer room; // of each run that is written, one after another

    SpilledRuns(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Takes entries as they are added to it; closing it ends the run. */
    final class Run implements AutoCloseable {

        private final FileChannel out;
        private ByteBuffer bytes;

        private Run(Path file) throws IOException {
            out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            bytes = room == null ? ByteBuffer.allocateDirect(WRITE_BYTES) : room;
        }

        /** Ascending keys; none is in two runs. */
        void add(ByteBuffer key, ByteBuffer value) {
            int length = LENGTHS + key.remaining() + value.remaining();
            try {
                if (bytes.remaining() < length) {
                    write();
                    bytes = withRoom(bytes, length);
                }
                bytes.putInt(key.remaining()).putInt(value.remaining()).put(key).put(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void write() throws IOException {
            bytes.flip();
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            bytes.clear();
        }

        @Override
        public void close() {
            try (out) {
                write();
                room = bytes;
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

    /** Hands over the entries of all runs in ascending order, and forgets the runs. Each is good until the next. */
    void merge(BiConsumer<ByteBuffer, ByteBuffer> to) {
        List<Cursor> open = new ArrayList<>();
        try {
            PriorityQueue<Cursor> least = new PriorityQueue<>(Cursor::compareKeys);
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

    /** The same buffer, or a larger one that holds what it holds. */
    private static ByteBuffer withRoom(ByteBuffer bytes, int length) {
        return bytes.capacity() >= length
                ? bytes
                : ByteBuffer.allocateDirect(2 * length).put(bytes.flip());
    }

    private static final class Cursor {

        private final FileChannel in;
        private ByteBuffer bytes = ByteBuffer.allocateDirect(READ_BYTES).limit(0);
        private ByteBuffer key = bytes.duplicate();
        private ByteBuffer value = bytes.duplicate();

        private Cursor(Path file) throws IOException {
            in = FileChannel.open(file, StandardOpenOption.READ);
        }

        private boolean next() throws IOException {
            if (!read(LENGTHS)) {
                return false;
            }
            int keyLength = bytes.getInt();
            int valueLength = bytes.getInt();
            if (!read(keyLength + valueLength)) {
                throw new EOFException("a run is cut short");
            }
            int at = bytes.position();
            key.limit(at + keyLength).position(at);
            value.limit(at + keyLength + valueLength).position(at + keyLength);
            bytes.position(at + keyLength + valueLength);
            return true;
        }

        /** Sees to it that so many bytes are there; false at the end. */
        private boolean read(int length) throws IOException {
            if (bytes.remaining() >= length) {
                return true;
            }
            bytes.compact();
            ByteBuffer larger = withRoom(bytes, length);
            if (larger.capacity() > bytes.capacity()) {
                bytes = larger;
                key = bytes.duplicate();
                value = bytes.duplicate();
            }
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // as much as there is room for
            }
            bytes.flip();
            return bytes.remaining() >= length;
        }

        private static int compareKeys(Cursor one, Cursor other) {
            int at = one.key.mismatch(other.key);
            if (at < 0 || at == Math.min(one.key.remaining(), other.key.remaining())) {
                return Integer.compare(one.key.remaining(), other.key.remaining());
            }
            return Byte.compareUnsigned(one.key.get(one.key.position() + at), other.key.get(other.key.position() + at));
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

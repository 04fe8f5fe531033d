package io.jobview.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, without their line feeds, out of what is not packed. For one thread. */
public final class LineReader {

    /** Far over what an event may be; stops a file without line feeds from filling the heap. */
    public static final int MAX_LINE = 1 << 20;

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private byte[] chunk = new byte[CHUNK];
    private int start;
    private int end;
    private long line;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The number of the line that was read last, from 1. */
    public long number() {
        return line;
    }

    /** The next line; null at the end. */
    public byte @Nullable [] next() throws IOException {
        int from = start;
        while (true) {
            for (int i = from; i < end; i++) {
                if (chunk[i] == '\n') {
                    return take(i, i + 1);
                }
            }
            from = end - start;
            if (!fill()) {
                return end > start ? take(end, end) : null;
            }
        }
    }

    private byte[] take(int lineEnd, int nextStart) {
        byte[] taken = Arrays.copyOfRange(chunk, start, lineEnd);
        start = nextStart;
        line++;
        return taken;
    }

    /** Moves what is left to the front and reads more behind it; false at the end. */
    private boolean fill() throws IOException {
        int left = end - start;
        if (left > MAX_LINE) {
            throw new IOException("line " + (line + 1) + " is longer than " + MAX_LINE + " bytes");
        }
        byte[] target = left > chunk.length / 2 ? new byte[chunk.length * 2] : chunk;
        System.arraycopy(chunk, start, target, 0, left);
        chunk = target;
        start = 0;
        end = left;
        int read = in.read(chunk, end, chunk.length - end);
        end += Math.max(0, read);
        return read > 0;
    }
}

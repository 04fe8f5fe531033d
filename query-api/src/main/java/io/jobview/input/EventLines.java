package io.jobview.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/** The lines of input that begins as events do, plain or gzipped. */
public final class EventLines {

    /** As long as an event may be. */
    private static final int BEGINNING = 1 << 16;

    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private EventLines() {}

    /**
     * Judges the beginning, and waits for no more of a pipe than the line that tells. A mark of UTF-8 is left out.
     *
     * @throws NotEventsException if it is something else than one JSON object a line
     */
    public static LineReader of(InputStream raw) throws IOException {
        InputStream in = Unpacked.of(raw);
        byte[] beginning = new byte[BEGINNING];
        int length = 0;
        Shape shape = Shape.UNDECIDED;
        while (shape == Shape.UNDECIDED) {
            int read = in.read(beginning, length, BEGINNING - length);
            int before = length;
            length += Math.max(0, read);
            boolean whole = read < 0 || length == BEGINNING;
            if (whole || hasLineEnd(beginning, before, length)) {
                shape = shape(beginning, length, whole);
            }
        }
        if (shape != Shape.EVENTS) {
            throw new NotEventsException(shape.refusal());
        }
        int start = start(beginning, length);
        return new LineReader(new SequenceInputStream(new ByteArrayInputStream(beginning, start, length - start), in));
    }

    private static boolean hasLineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return true;
            }
        }
        return false;
    }

    private static Shape shape(byte[] beginning, int length, boolean whole) {
        Shape shape = Shape.ofMagic(beginning, length);
        return shape == Shape.UNDECIDED
                ? new FirstLines(beginning, start(beginning, length), length, whole).shape()
                : shape;
    }

    private static int start(byte[] beginning, int length) {
        int end = UTF_8_MARK.length;
        return length >= end && Arrays.equals(beginning, 0, end, UTF_8_MARK, 0, end) ? end : 0;
    }
}

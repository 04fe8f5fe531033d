package io.jobview.input;

import org.jspecify.annotations.Nullable;

/**
 * Tells from the beginning of a text whether it is one JSON object a line. A line that is none is no reason to refuse the
 * others, so long as there are others.
 */
final class FirstLines {

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final boolean whole;

    /** @param whole whether no more will be looked at */
    FirstLines(byte[] bytes, int from, int to, boolean whole) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.whole = whole;
    }

    Shape shape() {
        int start = afterBlanks(from);
        if (start == to) {
            return whole ? Shape.EVENTS : Shape.UNDECIDED;
        }
        Shape byFirst = bytes[start] == '[' ? array(start) : bytes[start] == '{' ? object(start) : null;
        return byFirst == null ? anyLine() : byFirst;
    }

    /** A line of a log may begin with a bracket too. */
    private @Nullable Shape array(int start) {
        int inside = afterBlanks(start + 1);
        return inside < to && bytes[inside] == '{' ? Shape.ARRAY : null;
    }

    private @Nullable Shape object(int start) {
        int end = ObjectScan.end(bytes, start, to);
        if (end == ObjectScan.NONE) {
            return null;
        }
        boolean ended = end != ObjectScan.UNENDED;
        if (!ended && !whole) {
            return Shape.UNDECIDED;
        }
        if (lineEnd(start) < (ended ? end : to)) {
            return Shape.SPREAD;
        }
        return ended ? behindObject(end) : Shape.EVENTS;
    }

    private @Nullable Shape behindObject(int end) {
        int next = end;
        boolean carriageReturn = false;
        while (next < to && isBlank(next)) {
            carriageReturn |= bytes[next++] == '\r';
        }
        if (next == to) {
            return whole ? Shape.EVENTS : Shape.UNDECIDED;
        }
        if (bytes[next] == '{') {
            return carriageReturn ? Shape.CARRIAGE_RETURNS : Shape.RUN_ON;
        }
        return bytes[next] == '\n' ? Shape.EVENTS : null;
    }

    private Shape anyLine() {
        for (int start = from; start < to; ) {
            int end = lineEnd(start);
            if ((end < to || whole) && isObject(start, end)) {
                return Shape.EVENTS;
            }
            start = end + 1;
        }
        return whole ? Shape.OTHER : Shape.UNDECIDED;
    }

    private boolean isObject(int start, int end) {
        int behind = ObjectScan.end(bytes, start, end);
        while (behind >= 0 && behind < end && isBlank(behind)) {
            behind++;
        }
        return behind == end;
    }

    private int lineEnd(int start) {
        int end = start;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private int afterBlanks(int start) {
        int end = start;
        while (end < to && (isBlank(end) || bytes[end] == '\n')) {
            end++;
        }
        return end;
    }

    private boolean isBlank(int at) {
        return bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r';
    }
}

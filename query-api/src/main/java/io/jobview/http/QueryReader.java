package io.jobview.http;

import org.jspecify.annotations.Nullable;

/** Walks the pairs of a raw query string once, in order; empty pairs are passed over. For one thread. */
final class QueryReader {

    private final String raw;
    private int next;
    private int start;
    private int equals;
    private int end;

    QueryReader(@Nullable String rawQuery) {
        raw = rawQuery == null ? "" : rawQuery;
    }

    /** Moves to the next pair; false when there is none. */
    boolean next() {
        do {
            if (next >= raw.length()) {
                return false;
            }
            start = next;
            int ampersand = raw.indexOf('&', start);
            end = ampersand < 0 ? raw.length() : ampersand;
            next = end + 1;
        } while (end == start);
        equals = raw.indexOf('=', start);
        if (equals < 0 || equals > end) {
            equals = end;
        }
        return true;
    }

    /** The decoded name; null when its percent-encoding or its UTF-8 is bad. */
    @Nullable
    String name() {
        return PercentDecoder.queryText(raw, start, equals);
    }

    /** The decoded value, empty when there is none; null when its percent-encoding or its UTF-8 is bad. */
    @Nullable
    String value() {
        return equals == end ? "" : PercentDecoder.queryText(raw, equals + 1, end);
    }

    String rawName() {
        return raw.substring(start, equals);
    }

    String rawValue() {
        return equals == end ? "" : raw.substring(equals + 1, end);
    }
}

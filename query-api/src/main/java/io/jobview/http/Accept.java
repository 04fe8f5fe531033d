package io.jobview.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a media type by an Accept header (RFC 9110 section 12.5.1): for each type the most specific range decides, and
 * the type with the greatest weight wins, the first of equals. Parameters of ranges are passed over, since no route has two
 * types that differ in them alone; what is no range is passed over too.
 */
final class Accept {

    private static final int NOT_NAMED = -1;
    private static final int FULL = 1000;

    private Accept() {}

    /** One of {@code types}; null if none is accepted. No header, and one without any range, accepts all. */
    static @Nullable String choose(@Nullable String header, List<String> types) {
        if (header == null || header.equals("*/*")) {
            return types.get(0);
        }
        String best = null;
        int bestWeight = 0;
        boolean any = false;
        for (String type : types) {
            int weight = weight(header, type);
            any |= weight != NOT_NAMED;
            if (weight > bestWeight) {
                best = type;
                bestWeight = weight;
            }
        }
        return best == null && !any && !hasRange(header) ? types.get(0) : best;
    }

    /** In thousandths, by the most specific range that matches. */
    private static int weight(String header, String type) {
        int weight = NOT_NAMED;
        int specific = 0;
        for (int start = 0, end; start < header.length(); start = end + 1) {
            end = elementEnd(header, start);
            int range = rangeEnd(header, start, end);
            int match = match(header.substring(start, range).strip(), type);
            int quality = match > 0 ? quality(header, range, end) : NOT_NAMED;
            if (quality != NOT_NAMED && (match > specific || match == specific && quality > weight)) {
                weight = quality;
                specific = match;
            }
        }
        return weight;
    }

    /** 3 for the type itself, 2 for all of its kind, 1 for everything, 0 for anything else. */
    private static int match(String range, String type) {
        if (range.equalsIgnoreCase(type)) {
            return 3;
        }
        int slash = type.indexOf('/') + 1;
        boolean kind =
                range.length() == slash + 1 && range.endsWith("*") && range.regionMatches(true, 0, type, 0, slash);
        return kind ? 2 : range.equals("*/*") ? 1 : 0;
    }

    /** The weight among the parameters from {@code start}; full when there is none, {@link #NOT_NAMED} when it is wrong. */
    private static int quality(String header, int start, int end) {
        for (int from = start; from < end; ) {
            int to = Math.min(end, indexOf(header, ';', from + 1));
            String parameter = header.substring(Math.min(from + 1, to), to).strip();
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                return thousandths(parameter.substring(2));
            }
            from = to;
        }
        return FULL;
    }

    /** {@code 0} to {@code 1} with at most three decimals. */
    private static int thousandths(String text) {
        boolean sound = !text.isEmpty()
                && text.length() <= 5
                && (text.charAt(0) == '0' || text.charAt(0) == '1')
                && (text.length() == 1 || text.charAt(1) == '.');
        int value = sound ? (text.charAt(0) - '0') * FULL : NOT_NAMED;
        for (int i = 2, unit = 100; sound && i < text.length(); i++, unit /= 10) {
            int digit = text.charAt(i) - '0';
            sound = digit >= 0 && digit <= 9;
            value += digit * unit;
        }
        return sound && value <= FULL ? value : NOT_NAMED;
    }

    private static boolean hasRange(String header) {
        for (int start = 0, end; start < header.length(); start = end + 1) {
            end = elementEnd(header, start);
            int range = rangeEnd(header, start, end);
            int slash = header.indexOf('/', start);
            if (slash > start && slash < range - 1 && quality(header, range, end) != NOT_NAMED) {
                return true;
            }
        }
        return false;
    }

    private static int elementEnd(String header, int start) {
        return indexOf(header, ',', start);
    }

    private static int rangeEnd(String header, int start, int end) {
        return Math.min(end, indexOf(header, ';', start));
    }

    private static int indexOf(String text, char c, int from) {
        int at = text.indexOf(c, from);
        return at < 0 ? text.length() : at;
    }
}

package io.jobview.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads one time, left to right (RFC 3339 section 5.6). For one use by one thread. */
final class Rfc3339Reader {
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    private static final int SECONDS_PER_DAY = 86_400;

    /** {@code 2026-01-31T12:00:00}, which an offset must follow. */
    private static final int FIXED_LENGTH = 19;

    private final char[] text;
    private final int end;
    private int at;

    Rfc3339Reader(char[] text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    @Nullable
    Instant read() {
        if (end - at <= FIXED_LENGTH) {
            return null;
        }
        int year = two(at) < 0 || two(at + 2) < 0 ? -1 : two(at) * 100 + two(at + 2);
        int month = two(at + 5);
        int day = two(at + 8);
        int hour = two(at + 11);
        int minute = two(at + 14);
        int second = two(at + 17);
        if (!separatorsAreRight()
                || !isDay(year, month, day)
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 60) {
            return null;
        }
        at += FIXED_LENGTH;
        int nano = fraction();
        int offset = offsetSeconds();
        if (nano < 0 || offset == Integer.MIN_VALUE) {
            return null;
        }
        long utc = secondOfDay(year, month, day) + hour * 3600L + minute * 60L + second - offset;
        // A leap second is the last of a UTC day, so the count, being one too far, stands at a midnight.
        if (second == 60 && Math.floorMod(utc, SECONDS_PER_DAY) != 0) {
            return null;
        }
        return utc < Rfc3339.MIN_SECOND || utc > Rfc3339.MAX_SECOND ? null : Instant.ofEpochSecond(utc, nano);
    }

    private boolean separatorsAreRight() {
        return text[at + 4] == '-'
                && text[at + 7] == '-'
                && (text[at + 10] | 0x20) == 't'
                && text[at + 13] == ':'
                && text[at + 16] == ':';
    }

    private static boolean isDay(int year, int month, int day) {
        if (year < 0 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        int length = DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1];
        return day <= (month == 2 && isLeap(year) ? 29 : length);
    }

    private static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** The epoch second at which the day begins in UTC. */
    private static long secondOfDay(int year, int month, int day) {
        // Leap days of the years before this one; year 0 is itself a leap year.
        int leapDays = year == 0 ? 0 : (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1;
        int days = year * 365 + leapDays + DAYS_BEFORE_MONTH[month - 1] + day - 1;
        return Rfc3339.MIN_SECOND + (long) (month > 2 && isLeap(year) ? days + 1 : days) * SECONDS_PER_DAY;
    }

    /** Nanoseconds; 0 without a fraction, -1 for a point without digits. */
    private int fraction() {
        if (text[at] != '.') {
            return 0;
        }
        int first = ++at;
        int nano = 0;
        int weight = 100_000_000;
        for (; at < end && isDigit(text[at]); at++) {
            nano += (text[at] - '0') * weight;
            weight /= 10;
        }
        return at == first ? -1 : nano;
    }

    /** What the rest of the text says, east positive; {@link Integer#MIN_VALUE} if it is not one offset. */
    private int offsetSeconds() {
        if (end - at == 1 && (text[at] | 0x20) == 'z') {
            return 0;
        }
        if (end - at != 6 || text[at + 3] != ':' || (text[at] != '+' && text[at] != '-')) {
            return Integer.MIN_VALUE;
        }
        int hours = two(at + 1);
        int minutes = two(at + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return text[at] == '-' ? -seconds : seconds;
    }

    private int two(int index) {
        char tens = text[index];
        char ones = text[index + 1];
        return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

package io.jobview.fold;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes an instant as RFC 3339 in UTC, straight into bytes: {@code 2024-05-01T12:00:00.25Z}. The fraction has no
 * trailing zeros and is left out when it is zero. {@code DateTimeFormatter} costs several times a whole row. The times of a job
 * lie close together, so the minute written last is kept. For one thread.
 */
final class RowTime {
    /** The length of {@code 2024-05-01T12:00:00.123456789Z}. */
    static final int LONGEST = 30;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private static final int SECONDS_PER_MINUTE = 60;
    private static final int MINUTES_PER_DAY = 24 * 60;
    private static final int DAYS_PER_ERA = 146_097; // of 400 years, after which the calendar repeats
    private static final long ERA_ZERO = 719_468; // days from 0000-03-01 to 1970-01-01

    private static final int DATE_BYTES = 10;
    private static final int MINUTE_BYTES = 17; // 2024-05-01T12:00:
    private static final int MILLIS = 1_000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    /** Of each count of milliseconds its digits behind a point, and how many bytes of these are written: those before the last zeros. */
    private static final int[] MILLI_BYTES = new int[MILLIS];

    private static final byte[] MILLI_LENGTHS = new byte[MILLIS];

    static {
        for (int millis = 1; millis < MILLIS; millis++) {
            byte[] bytes = new byte[Integer.BYTES];
            MILLI_LENGTHS[millis] = (byte) fraction(millis * NANOS_PER_MILLI, bytes, 0);
            MILLI_BYTES[millis] = (int) INT.get(bytes, 0);
        }
    }

    private final byte[] lastBytes = new byte[MINUTE_BYTES];
    private long lastDay = Long.MIN_VALUE;
    private long lastMinute = Long.MIN_VALUE;

    /**
     * Returns the index after the last byte written; the array has room for {@link #LONGEST}.
     *
     * @param seconds since 1970, in the years 0000 to 9999
     * @param nanos of that second
     */
    int write(long seconds, int nanos, byte[] out, int start) {
        long minute = Math.floorDiv(seconds, SECONDS_PER_MINUTE);
        if (minute != lastMinute) {
            minute(minute);
            lastMinute = minute;
        }
        LONG.set(out, start, (long) LONG.get(lastBytes, 0));
        LONG.set(out, start + Long.BYTES, (long) LONG.get(lastBytes, Long.BYTES));
        out[start + MINUTE_BYTES - 1] = ':';
        int at = two((int) (seconds - minute * SECONDS_PER_MINUTE), out, start + MINUTE_BYTES);
        int millis = nanos / NANOS_PER_MILLI;
        if (millis * NANOS_PER_MILLI == nanos) { // as most clocks have it
            INT.set(out, at, MILLI_BYTES[millis]); // what is too much of it is written over
            at += MILLI_LENGTHS[millis];
        } else {
            at = fraction(nanos, out, at);
        }
        out[at++] = 'Z';
        return at;
    }

    private void minute(long epochMinute) {
        long day = Math.floorDiv(epochMinute, MINUTES_PER_DAY);
        if (day != lastDay) {
            date(day, lastBytes, 0);
            lastDay = day;
        }
        int minute = (int) (epochMinute - day * MINUTES_PER_DAY);
        lastBytes[DATE_BYTES] = 'T';
        two(minute / 60, lastBytes, DATE_BYTES + 1);
        lastBytes[DATE_BYTES + 3] = ':';
        two(minute % 60, lastBytes, DATE_BYTES + 4);
    }

    /** The proleptic Gregorian date. Years are counted from March, so that the leap day is the last of its year. */
    private static void date(long epochDay, byte[] out, int start) {
        long day = epochDay + ERA_ZERO;
        long era = Math.floorDiv(day, DAYS_PER_ERA);
        int dayOfEra = (int) (day - era * DAYS_PER_ERA);
        // Take out the leap days passed so far: one in 1461 days, but not in 36524, but again in 146096.
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153; // five months from March or August have 153 days
        int dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (int) (era * 400) + yearOfEra + (month <= 2 ? 1 : 0);
        int at = two(year / 100, out, start);
        at = two(year % 100, out, at);
        out[at++] = '-';
        at = two(month, out, at);
        out[at++] = '-';
        two(dayOfMonth, out, at);
    }

    private static int fraction(int nanos, byte[] out, int start) {
        out[start] = '.';
        int end = three(nanos / NANOS_PER_MILLI, out, start + 1);
        int belowMillis = nanos % NANOS_PER_MILLI;
        if (belowMillis != 0) {
            end = three(belowMillis / 1_000, out, end);
            end = three(belowMillis % 1_000, out, end);
        }
        while (out[end - 1] == '0') {
            end--;
        }
        return end;
    }

    private static int three(int value, byte[] out, int at) {
        out[at] = (byte) ('0' + value / 100);
        return two(value % 100, out, at + 1);
    }

    private static int two(int value, byte[] out, int at) {
        out[at] = (byte) ('0' + value / 10);
        out[at + 1] = (byte) ('0' + value % 10);
        return at + 2;
    }
}

package io.jobview.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Times as RFC 3339 writes them: read with any offset, written in UTC. Written by hand because it runs several times
 * per event; {@code java.time.format} costs about ten times as much.
 *
 * <p>Only instants of the years 0000 to 9999 in UTC exist here, which is what four digits can say. Stateless; any
 * thread may call.
 */
public final class Rfc3339 {
    /** The longest that {@link #write} writes: {@code 2026-01-31T12:00:00.123456789Z}. */
    public static final int MAX_LENGTH = 30;

    static final long MIN_SECOND = -62_167_219_200L;
    static final long MAX_SECOND = 253_402_300_799L;

    private static final int SECONDS_PER_DAY = 86_400;

    private Rfc3339() {}

    /** The instant that {@code text} names, or null if it is not a time of this form and range. */
    public static @Nullable Instant parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /**
     * Reads {@code length} characters from {@code from}. Digits of the fraction past the ninth are dropped; a leap
     * second, which only 23:59 UTC can have, is the second after it.
     *
     * @return null if it is not a time of this form and range
     */
    public static @Nullable Instant parse(char[] text, int from, int length) {
        return new Rfc3339Reader(text, from, from + length).read();
    }

    /** {@code instant} in UTC with {@code Z}; the fraction has no trailing zeros and is left out when it is zero. */
    public static String format(Instant instant) {
        byte[] ascii = new byte[MAX_LENGTH];
        return new String(ascii, 0, write(instant, ascii, 0), StandardCharsets.ISO_8859_1);
    }

    /** Appends what {@link #format} gives. */
    public static void append(Instant instant, StringBuilder to) {
        to.append(format(instant));
    }

    /**
     * Writes what {@link #format} gives as ASCII, at most {@link #MAX_LENGTH} bytes.
     *
     * @return the index after the last byte written
     * @throws IllegalArgumentException if {@code instant} is outside the years 0000 to 9999
     */
    public static int write(Instant instant, byte[] into, int at) {
        long second = instant.getEpochSecond();
        if (second < MIN_SECOND || second > MAX_SECOND) {
            throw new IllegalArgumentException("outside the years 0000 to 9999: " + instant);
        }
        long sinceYearZero = second - MIN_SECOND;
        writeDate((int) (sinceYearZero / SECONDS_PER_DAY), into, at);
        int ofDay = (int) (sinceYearZero % SECONDS_PER_DAY);
        into[at + 10] = 'T';
        digits(ofDay / 3600, 2, into, at + 11);
        into[at + 13] = ':';
        digits(ofDay / 60 % 60, 2, into, at + 14);
        into[at + 16] = ':';
        digits(ofDay % 60, 2, into, at + 17);
        int end = writeFraction(instant.getNano(), into, at + 19);
        into[end] = 'Z';
        return end + 1;
    }

    /**
     * Years are counted from March, so that the leap day is the last of its year and months have a fixed start
     * (day 153 of every five months). Day 0 is 0000-01-01, 60 days before the first such year.
     */
    private static void writeDate(int day, byte[] into, int at) {
        int shifted = day + 146_097 - 60;
        int era = shifted / 146_097;
        int dayOfEra = shifted % 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (era - 1) * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        digits(year, 4, into, at);
        into[at + 4] = '-';
        digits(month, 2, into, at + 5);
        into[at + 7] = '-';
        digits(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2, into, at + 8);
    }

    private static int writeFraction(int nano, byte[] into, int at) {
        if (nano == 0) {
            return at;
        }
        into[at] = '.';
        digits(nano, 9, into, at + 1);
        int end = at + 10;
        while (into[end - 1] == '0') {
            end--;
        }
        return end;
    }

    private static void digits(int value, int count, byte[] into, int at) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}

package io.jobview.bench.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Puts one event's JSON together; values must need no escaping. For one thread. */
final class EventText {

    private static final long SECONDS_OF_DAY = 86_400;
    private static final int NANOS_OF_MILLI = 1_000_000;

    private final StringBuilder json = new StringBuilder(320);

    EventText(String type, String workflowId, String jobId, Instant occurredAt) {
        json.append("{\"type\":\"").append(type);
        with("workflow_id", workflowId).with("job_id", jobId).with("occurred_at", occurredAt);
    }

    EventText with(String field, Object value) {
        json.append("\",\"").append(field).append("\":\"").append(value);
        return this;
    }

    /** In whole milliseconds. Not by {@link Instant#toString}, whose garbage would have the readers of a mixed load wait for its collection. */
    EventText with(String field, Instant at) {
        long second = at.getEpochSecond();
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_OF_DAY));
        int ofDay = (int) Math.floorMod(second, SECONDS_OF_DAY);
        with(field, "");
        digits(day.getYear(), 1000).append('-');
        digits(day.getMonthValue(), 10).append('-');
        digits(day.getDayOfMonth(), 10).append('T');
        digits(ofDay / 3600, 10).append(':');
        digits(ofDay / 60 % 60, 10).append(':');
        digits(ofDay % 60, 10).append('.');
        digits(at.getNano() / NANOS_OF_MILLI, 100).append('Z');
        return this;
    }

    private StringBuilder digits(int number, int first) {
        for (int unit = first; unit > 0; unit /= 10) {
            json.append((char) ('0' + number / unit % 10));
        }
        return json;
    }

    byte[] bytes() {
        return json.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}

package io.jobview.bench.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Puts one event's JSON together; values must need no escaping. For one thread. */
final class EventText {

    private final StringBuilder json = new StringBuilder(320);

    EventText(String type, String workflowId, String jobId, Instant occurredAt) {
        json.append("{\"type\":\"").append(type);
        with("workflow_id", workflowId).with("job_id", jobId).with("occurred_at", occurredAt);
    }

    EventText with(String field, Object value) {
        json.append("\",\"").append(field).append("\":\"").append(value);
        return this;
    }

    byte[] bytes() {
        return json.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}

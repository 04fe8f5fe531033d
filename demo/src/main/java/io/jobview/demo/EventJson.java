package io.jobview.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a step as an event, with the fields that a publisher knows at that step (design section 2). */
final class EventJson {

    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    static byte[] of(PlannedJob job, Step step) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", step.kind().eventType);
            json.writeStringField("workflow_id", job.workflowId());
            json.writeStringField("job_id", job.jobId());
            String occurredAt = step.at().toString();
            json.writeStringField("occurred_at", occurredAt);
            if (step.attempt() > 1) {
                json.writeNumberField("attempt", step.attempt());
            }
            writeDetails(json, job, step, occurredAt);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not from memory
        }
        return bytes.toByteArray();
    }

    private static void writeDetails(JsonGenerator json, PlannedJob job, Step step, String occurredAt)
            throws IOException {
        switch (step.kind()) {
            case CREATED -> json.writeStringField("trigger", job.manual() ? "MANUAL" : "AUTOMATIC");
            case STARTED -> json.writeStringField("started_at", occurredAt);
            case COMPLETED, FAILED -> json.writeStringField("completed_at", occurredAt);
            case SCHEDULED, CANCELLED -> {}
        }
        if (step.scheduledAt() != null) {
            json.writeStringField("scheduled_at", step.scheduledAt().toString());
        }
        if (step.containerId() != null) {
            json.writeStringField("container_id", step.containerId());
        }
    }
}

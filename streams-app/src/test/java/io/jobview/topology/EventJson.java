package io.jobview.topology;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jobview.event.JobEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes events as a publisher does. */
public final class EventJson {

    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    public static byte[] of(JobEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", event.type().wireName());
            json.writeStringField("workflow_id", event.workflowId());
            json.writeStringField("job_id", event.jobId());
            json.writeStringField("occurred_at", event.occurredAt().toString());
            json.writeNumberField("attempt", event.attempt());
            if (event.trigger() != null) {
                json.writeStringField("trigger", event.trigger().name());
            }
            if (event.containerId() != null) {
                json.writeStringField("container_id", event.containerId());
            }
            time(json, "scheduled_at", event.scheduledAt());
            time(json, "started_at", event.startedAt());
            time(json, "completed_at", event.completedAt());
            time(json, "created_at", event.createdAt());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void time(JsonGenerator json, String field, @Nullable Instant time) throws IOException {
        if (time != null) {
            json.writeStringField(field, time.toString());
        }
    }
}

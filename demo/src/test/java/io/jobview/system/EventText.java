package io.jobview.system;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jobview.event.JobEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events as a publisher would write them. */
final class EventText {

    private static final JsonFactory JSON = new JsonFactory();

    private EventText() {}

    static byte[] of(JobEvent event) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "job." + event.type().name().toLowerCase(Locale.ROOT));
            json.writeStringField("workflow_id", event.workflowId());
            json.writeStringField("job_id", event.jobId());
            json.writeStringField("occurred_at", event.occurredAt().toString());
            json.writeNumberField("attempt", event.attempt());
            write(json, "trigger", event.trigger());
            write(json, "container_id", event.containerId());
            write(json, "scheduled_at", event.scheduledAt());
            write(json, "started_at", event.startedAt());
            write(json, "completed_at", event.completedAt());
            write(json, "created_at", event.createdAt());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    private static void write(JsonGenerator json, String field, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value.toString());
        }
    }
}

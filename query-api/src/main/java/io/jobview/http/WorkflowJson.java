package io.jobview.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.jobview.event.Rfc3339;
import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.WorkflowCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** A workflow as it is served: {@code {"workflow_id":...,"total":...,"updated_at":...,"counts":{"PENDING":{"AUTOMATIC":...}}}}. */
final class WorkflowJson {

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private WorkflowJson() {}

    static byte[] bytes(WorkflowCounts workflow) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(workflow, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static void write(WorkflowCounts workflow, JsonGenerator json) throws IOException {
        Instant updatedAt = workflow.updatedAt();
        json.writeStartObject();
        json.writeStringField("workflow_id", workflow.workflowId());
        json.writeNumberField("total", workflow.total());
        json.writeStringField("updated_at", updatedAt == null ? "" : Rfc3339.format(updatedAt));
        json.writeObjectFieldStart("counts");
        for (Map.Entry<JobStatus, Map<Trigger, Long>> status : workflow.counts().entrySet()) {
            json.writeObjectFieldStart(status.getKey().name());
            for (Map.Entry<Trigger, Long> trigger : status.getValue().entrySet()) {
                json.writeNumberField(trigger.getKey().name(), trigger.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}

package io.jobview.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobview.cursor.WorkflowCursor;
import io.jobview.event.Rfc3339;
import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The list of workflows as it is served, which is also how one instance tells another what it has. */
final class WorkflowsJson {

    /** What an answer said. */
    record Read(WorkflowsPart part, SortedSet<Integer> missing) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private WorkflowsJson() {}

    static byte[] bytes(WorkflowsPart page, SortedSet<Integer> missing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = WorkflowJson.JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("workflows");
            for (WorkflowCounts workflow : page.workflows()) {
                WorkflowJson.write(workflow, json);
            }
            json.writeEndArray();
            json.writeStringField("cursor", page.next() == null ? "" : WorkflowCursor.encode(page.next()));
            json.writeArrayFieldStart("missing_partitions");
            for (int partition : missing) {
                json.writeNumber(partition);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** @throws IOException if {@link #bytes} did not write this; another version of this service may have */
    static Read read(byte[] answer) throws IOException {
        try {
            JsonNode body = MAPPER.readTree(answer);
            List<WorkflowCounts> workflows = new ArrayList<>();
            for (JsonNode workflow : body.required("workflows")) {
                workflows.add(counts(workflow));
            }
            SortedSet<Integer> missing = new TreeSet<>();
            body.required("missing_partitions").forEach(partition -> missing.add(partition.intValue()));
            String cursor = body.required("cursor").textValue();
            String next = cursor.isEmpty() ? null : WorkflowCursor.decode(cursor);
            if (next == null && !cursor.isEmpty()) {
                throw new IOException("the cursor is not one");
            }
            return new Read(new WorkflowsPart(workflows, next), missing);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new IOException("not a list of workflows", e);
        }
    }

    private static WorkflowCounts counts(JsonNode workflow) {
        Map<JobStatus, Map<Trigger, Long>> counts = new EnumMap<>(JobStatus.class);
        for (JobStatus status : JobStatus.values()) {
            JsonNode byTrigger = workflow.required("counts").required(status.name());
            Map<Trigger, Long> read = new EnumMap<>(Trigger.class);
            for (Trigger trigger : Trigger.values()) {
                read.put(trigger, byTrigger.required(trigger.name()).longValue());
            }
            counts.put(status, read);
        }
        return new WorkflowCounts(
                workflow.required("workflow_id").textValue(),
                counts,
                Rfc3339.parse(workflow.required("updated_at").textValue()));
    }
}

package io.jobview.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;

/** The field table of design section 2, as far as generated events can break it. */
final class EventContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> TYPES =
            Set.of("job.created", "job.scheduled", "job.started", "job.completed", "job.failed", "job.cancelled");
    private static final Set<String> TIMES = Set.of("occurred_at", "scheduled_at", "started_at", "completed_at");
    private static final Set<String> OTHERS =
            Set.of("type", "workflow_id", "job_id", "attempt", "trigger", "container_id");

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,255}");
    private static final Pattern CONTAINER = Pattern.compile("[0-9a-f]{12}");

    private EventContract() {}

    /** Parses the event, and fails unless it keeps the contract and agrees with what is said beside it. */
    static JsonNode parse(GeneratedEvent event) {
        JsonNode json;
        try {
            json = JSON.readTree(event.json());
        } catch (IOException e) {
            throw new AssertionError("not JSON", e);
        }
        assertThat(TYPES).contains(json.path("type").textValue());
        assertThat(json.path("workflow_id").textValue())
                .isEqualTo(event.workflowId())
                .matches(ID);
        assertThat(json.path("job_id").textValue())
                .startsWith(event.workflowId())
                .matches(ID);
        assertThat(Instant.parse(json.path("occurred_at").textValue())).isEqualTo(event.at());
        json.fieldNames().forEachRemaining(field -> checkOptional(field, json.get(field)));
        return json;
    }

    private static void checkOptional(String field, JsonNode value) {
        if (TIMES.contains(field)) {
            OffsetDateTime.parse(value.textValue());
            return;
        }
        assertThat(OTHERS).contains(field);
        switch (field) {
            case "attempt" -> assertThat(value.isInt() && value.intValue() >= 1).isTrue();
            case "trigger" -> assertThat(value.textValue()).isIn("AUTOMATIC", "MANUAL");
            case "container_id" -> assertThat(value.textValue()).matches(CONTAINER);
            default -> assertThat(value.isTextual()).isTrue();
        }
    }
}

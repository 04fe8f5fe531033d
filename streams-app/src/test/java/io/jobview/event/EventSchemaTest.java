package io.jobview.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the decoder give the same verdict, wherever JSON Schema can say the rule. */
class EventSchemaTest {
    private final Schema schema;

    EventSchemaTest() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "docs", "job-event.schema.json")), InputFormat.JSON);
    }

    private boolean bothAccept(String json) {
        boolean decoded = Events.decode(json) instanceof Decoded.Valid;
        var errors = schema.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        assertThat(errors.isEmpty())
                .as("schema says %s, decoder says %s, for %s", errors, Events.decode(json), json)
                .isEqualTo(decoded);
        return decoded;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type|\"job.canceled\"",
                "type|\"job.deleted\"",
                "workflow_id|\"...\"",
                "job_id|\"a b/c\"",
                "job_id|\"日本 😀\"",
                "occurred_at|\"2026-01-31t12:00:00.123456789z\"",
                "occurred_at|\"2024-02-29T23:59:59-00:00\"",
                "occurred_at|\"0000-01-01T00:00:00Z\"",
                "occurred_at|\"9999-12-31T23:59:59Z\"",
                "attempt|9223372036854775807",
                "attempt|1.0",
                "attempt|1e0",
                "attempt|null",
                "trigger|\"AUTOMATIC\"",
                "trigger|null",
                "container_id|\"\"",
                "container_id|null",
                "scheduled_at|null",
                "created_at|\"2026-01-31T12:00:00+05:30\"",
                "event_id|{\"any\":[1]}",
                "unknown|[{}]",
            })
    void bothAcceptTheValue(String field, String value) {
        assertThat(bothAccept(Events.with(field, value))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type|\"job.done\"",
                "type|null",
                "type|1",
                "workflow_id|\"\"",
                "workflow_id|\".\"",
                "workflow_id|\"..\"",
                "workflow_id|\"a\\u0000\"",
                "workflow_id|\"a\\n\"",
                "workflow_id|\"\\u0085\"",
                "job_id|null",
                "job_id|7",
                "occurred_at|null",
                "occurred_at|1769860800",
                "occurred_at|\"yesterday\"",
                "occurred_at|\"2026-01-31 12:00:00Z\"",
                "occurred_at|\"2026-01-31T12:00:00\"",
                "occurred_at|\"2026-02-29T12:00:00Z\"",
                "occurred_at|\"2026-04-31T12:00:00Z\"",
                "occurred_at|\"2026-01-31T24:00:00Z\"",
                "occurred_at|\"2026-01-31T12:00:00+24:00\"",
                "attempt|0",
                "attempt|-1",
                "attempt|1.5",
                "attempt|9223372036854775808",
                "attempt|\"1\"",
                "trigger|\"manual\"",
                "trigger|1",
                "container_id|5",
                "started_at|\"now\"",
                "completed_at|false",
            })
    void bothRejectTheValue(String field, String value) {
        assertThat(bothAccept(Events.with(field, value))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "workflow_id", "job_id", "occurred_at"})
    void bothRequireTheField(String field) {
        assertThat(bothAccept(Events.without(field))).isFalse();
    }

    @Test
    void bothDrawTheLineOfAsciiLengthsAtTheSamePlace() {
        assertThat(bothAccept(Events.with("job_id", "\"" + "x".repeat(255) + "\"")))
                .isTrue();
        assertThat(bothAccept(Events.with("job_id", "\"" + "x".repeat(256) + "\"")))
                .isFalse();
        assertThat(bothAccept(Events.with("container_id", "\"" + "x".repeat(1024) + "\"")))
                .isTrue();
        assertThat(bothAccept(Events.with("container_id", "\"" + "x".repeat(1025) + "\"")))
                .isFalse();
    }

    @Test
    void bothWantAnObject() {
        for (String json : new String[] {"[]", "null", "1", "\"x\"", "{}"}) {
            assertThat(bothAccept(json)).isFalse();
        }
    }

    @Test
    void theSchemaNamesTheFieldsOfTheContractAndItsExamplesAreEvents() {
        var node = schema.getSchemaNode();
        assertThat(node.get("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventField.values())
                        .map(EventField::wireName)
                        .toList());
        assertThat(node.get("examples").size()).isPositive();
        node.get("examples")
                .forEach(example -> assertThat(bothAccept(example.toString())).isTrue());
    }
}

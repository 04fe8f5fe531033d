package io.jobview.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule of each field, with the reason that a publisher gets. */
class EventValuesTest {
    private static final String RANGE = " is not an integer from 1 to 9223372036854775807";

    @ParameterizedTest
    @CsvSource({
        "job.created,CREATED",
        "job.scheduled,SCHEDULED",
        "job.started,STARTED",
        "job.completed,COMPLETED",
        "job.failed,FAILED",
        "job.cancelled,CANCELLED",
        "job.canceled,CANCELLED",
        "job.deleted,DELETED",
        "job\\u002ecreated,CREATED"
    })
    void typesAreReadInEverySpelling(String name, EventType type) {
        assertThat(Events.valid(Events.with("type", '"' + name + '"')).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"job.done\"", "\"JOB.CREATED\"", "\"\"", "\" job.created\"", "1", "true"})
    void otherTypesAreRejected(String value) {
        assertThat(Events.reason(Events.with("type", value)))
                .isEqualTo("type: " + value + " is not one of job.created, job.scheduled, job.started, "
                        + "job.completed, job.failed, job.cancelled, job.deleted");
    }

    @Test
    void triggersAreReadAsWritten() {
        assertThat(Events.valid(Events.with("trigger", "\"MANUAL\"")).trigger()).isEqualTo(Trigger.MANUAL);
        assertThat(Events.valid(Events.with("trigger", "\"AUTOMATIC\"")).trigger())
                .isEqualTo(Trigger.AUTOMATIC);
        assertThat(Events.reason(Events.with("trigger", "\"manual\"")))
                .isEqualTo("trigger: \"manual\" is not AUTOMATIC or MANUAL");
        assertThat(Events.reason(Events.with("trigger", "[\"MANUAL\"]")))
                .isEqualTo("trigger: an array is not AUTOMATIC or MANUAL");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "1.0,1",
        "1e0,1",
        "10E-1,1",
        "0.02e+2,2",
        "1200e-2,12",
        "9223372036854775807,9223372036854775807",
        "9223372036854775807.000,9223372036854775807",
        "92233720368547758.07e2,9223372036854775807",
        "1e18,1000000000000000000"
    })
    void attemptsAreIntegersHoweverWritten(String value, long attempt) {
        assertThat(Events.valid(Events.with("attempt", value)).attempt()).isEqualTo(attempt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "-0",
                "0.0",
                "1.5",
                "1e-1",
                "9223372036854775808",
                "1e19",
                "1e999999999999",
                "1e-999999999999",
                "0e999999999999",
                "18446744073709551617",
                "\"2\"",
                "true"
            })
    void otherAttemptsAreRejected(String value) {
        assertThat(Events.reason(Events.with("attempt", value))).isEqualTo("attempt: " + value + RANGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".a", "a/b?c#d", "%2F", " ", "\\\"\\\\", "日本", "\\ud83d\\ude00", "\\u00a0"})
    void idsMayHoldAnythingButControlCharacters(String id) {
        String value = '"' + id + '"';
        assertThat(Events.valid(Events.with("workflow_id", value)).workflowId())
                .isEqualTo(Events.valid(Events.with("job_id", value)).jobId())
                .isNotEmpty();
    }

    @Test
    void idsHaveAtMost255BytesOfUtf8() {
        String fits = "\"" + "é".repeat(127) + "a\"";
        assertThat(Events.valid(Events.with("job_id", fits)).jobId()).hasSize(128);
        assertThat(Events.reason(Events.with("job_id", "\"" + "é".repeat(128) + "\"")))
                .isEqualTo("job_id: 256 bytes of UTF-8, and at most 255 are allowed");
        assertThat(Events.reason(Events.with("workflow_id", "\"" + "😀".repeat(64) + "\"")))
                .isEqualTo("workflow_id: 256 bytes of UTF-8, and at most 255 are allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"\"|empty, and an id has 1 to 255 bytes",
                "\".\"|\".\" cannot be an id, because URLs give it another meaning",
                "\"..\"|\"..\" cannot be an id, because URLs give it another meaning",
                "\"a\\n\"|\"a\\u000a\" has a control character",
                "\"\\u0000\"|\"\\u0000\" has a control character",
                "\"\\u007f\"|\"\\u007f\" has a control character",
                "\"\\u009f\"|\"\\u009f\" has a control character",
                "\"\\ud800\"|\"\\ud800\" has half of a surrogate pair",
                "\"\\ude00\\ud83d\"|\"\\ude00\\ud83d\" has half of a surrogate pair",
                "7|7 is not a string",
                "{}|an object is not a string"
            })
    void otherIdsAreRejected(String value, String problem) {
        assertThat(Events.reason(Events.with("workflow_id", value))).isEqualTo("workflow_id: " + problem);
        assertThat(Events.reason(Events.with("job_id", value))).isEqualTo("job_id: " + problem);
    }

    @Test
    void containerIdsAreTextOfAtMost1024Bytes() {
        assertThat(Events.valid(Events.with("container_id", "\"\"")).containerId())
                .isEmpty();
        assertThat(Events.valid(Events.with("container_id", "\"a\\tb\"")).containerId())
                .isEqualTo("a\tb");
        assertThat(Events.valid(Events.with("container_id", "\"" + "x".repeat(1024) + "\""))
                        .containerId())
                .hasSize(1024);
        assertThat(Events.reason(Events.with("container_id", "\"" + "x".repeat(1025) + "\"")))
                .isEqualTo("container_id: 1025 bytes of UTF-8, and at most 1024 are allowed");
        assertThat(Events.reason(Events.with("container_id", "\"\\udc00\"")))
                .isEqualTo("container_id: \"\\udc00\" has half of a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"occurred_at", "scheduled_at", "started_at", "completed_at", "created_at"})
    void timesAreRfc3339(String field) {
        assertThat(Events.reason(Events.with(field, "\"yesterday\"")))
                .isEqualTo(field + ": \"yesterday\" is not an RFC 3339 time such as 2026-01-31T12:00:00Z");
        assertThat(Events.reason(Events.with(field, "1769860800")))
                .isEqualTo(field + ": 1769860800 is not an RFC 3339 time such as 2026-01-31T12:00:00Z");
    }

    @Test
    void reasonsQuoteLittleAndStayOnOneLine() {
        assertThat(Events.reason(Events.with("trigger", "\"" + "x".repeat(5000) + "\"")))
                .isEqualTo("trigger: \"" + "x".repeat(60) + "…\" is not AUTOMATIC or MANUAL");
        assertThat(Events.reason(Events.with("trigger", "\"\\r\\n\\u001b[31m\\u202e\"")))
                .isEqualTo("trigger: \"\\u000d\\u000a\\u001b[31m\\u202e\" is not AUTOMATIC or MANUAL");
    }
}

package io.jobview.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The record as a whole: its envelope, which fields count, and which problem is reported. */
class EventDecoderTest {
    @Test
    void everyFieldIsRead() {
        assertThat(Events.valid(Events.FULL))
                .isEqualTo(new JobEvent(
                        EventType.COMPLETED,
                        "wf-ü",
                        "job-1",
                        Instant.parse("2026-01-31T12:00:00.5Z"),
                        2,
                        Trigger.MANUAL,
                        "c/1",
                        Instant.parse("2026-01-31T11:00:00Z"),
                        Instant.parse("2026-01-31T11:00:01Z"),
                        Instant.parse("2026-01-31T12:00:00.25Z"),
                        Instant.parse("2026-01-31T10:00:00Z")));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        assertThat(Events.valid(Events.required()))
                .isEqualTo(new JobEvent(
                        EventType.CREATED,
                        "wf",
                        "job",
                        Instant.parse("2026-01-31T12:00:00Z"),
                        1,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attempt",
                "trigger",
                "container_id",
                "scheduled_at",
                "started_at",
                "completed_at",
                "created_at",
                "event_id"
            })
    void nullIsTheSameAsLeavingAnOptionalFieldOut(String field) {
        assertThat(Events.valid(Events.with(field, "null"))).isEqualTo(Events.valid(Events.required()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "workflow_id", "job_id", "occurred_at"})
    void aRequiredFieldMustBeThereAndNotNull(String field) {
        assertThat(Events.reason(Events.without(field))).isEqualTo(field + ": missing");
        assertThat(Events.decode(Events.with(field, "null")))
                .isEqualTo(new Decoded.Rejected(field, field + ": missing"));
    }

    @Test
    void aKnownFieldGivenTwiceIsRejectedWhateverItHolds() {
        for (EventField field : EventField.values()) {
            String twice = "{\"%1$s\":null,\"%1$s\":null}".formatted(field.wireName());
            assertThat(Events.reason(twice)).isEqualTo(field.wireName() + ": given twice");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "[{\"type\":1}]", "{\"a\":{\"a\":[]}}", "true", "-1.5e300"})
    void unknownFieldsAndEventIdsMayHoldAnythingAndRepeat(String value) {
        JobEvent plain = Events.valid(Events.required());
        assertThat(Events.valid(Events.with("event_id", value))).isEqualTo(plain);
        assertThat(Events.valid(Events.with("Type", value + ",\"Type\":" + value)))
                .isEqualTo(plain);
    }

    @Test
    void unknownFieldsMayBeAsDeepLongOrLargeAsTheRecordAllows() {
        int size = 30_000;
        JobEvent plain = Events.valid(Events.required());
        assertThat(Events.valid(Events.with("x", "[".repeat(size) + "]".repeat(size))))
                .isEqualTo(plain);
        assertThat(Events.valid(Events.with("x", "9".repeat(2 * size)))).isEqualTo(plain);
        assertThat(Events.valid(Events.with("x", "0." + "9".repeat(2 * size)))).isEqualTo(plain);
        assertThat(Events.valid(Events.with("x".repeat(2 * size), "1"))).isEqualTo(plain);
    }

    @Test
    void theLimitIsOnTheBytesOfTheRecord() {
        String largest =
                Events.required() + " ".repeat(65_536 - Events.required().length());
        assertThat(Events.valid(largest)).isEqualTo(Events.valid(Events.required()));
        assertThat(Events.reason(largest + " ")).isEqualTo("65537 bytes, and at most 65536 are allowed");
    }

    @Test
    void aRecordWithoutAValueIsRejected() {
        Decoded rejected = new Decoded.Rejected("", "no value");
        assertThat(new EventDecoder().decode(null)).isEqualTo(rejected);
        assertThat(new EventDecoder().decode(new byte[0])).isEqualTo(rejected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` `|only blanks, not a JSON object",
                "[]|an array is not a JSON object",
                "\"job\"|\"job\" is not a JSON object",
                "12|12 is not a JSON object",
                "null|null is not a JSON object",
            })
    void onlyAnObjectIsAnEvent(String json, String reason) {
        assertThat(Events.decode(json)).isEqualTo(new Decoded.Rejected("", reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "1", "x", ",", "}", "null"})
    void nothingMayFollowTheObject(String tail) {
        assertThat(Events.reason(Events.required() + tail))
                .matches("more content after the JSON object|not JSON at character \\d+: .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"x\"",
                "{\"x\":",
                "{\"x\":1",
                "{\"x\":1,}",
                "{x:1}",
                "{'x':1}",
                "{\"x\":01}",
                "{\"x\":NaN}",
                "{\"x\":\"\n\"}",
                "{\"x\":\"\\q\"}",
                "{\"x\":tru}",
                "/**/{}",
                "yesterday"
            })
    void whatIsNotJsonIsRejectedAsThat(String text) {
        assertThat(Events.reason(text)).startsWith("not JSON at character ").hasSizeLessThan(160);
    }

    @Test
    void thePlaceOfBadJsonIsCountedInCharactersFrom0() {
        assertThat(Events.reason("{\"é\":x}")).startsWith("not JSON at character 5: Unrecognized token 'x'");
        assertThat(Events.reason("\ufeff{\"é\":x}")).startsWith("not JSON at character 5: ");
    }

    @Test
    void theFirstProblemInDocumentOrderComesBeforeMissingFields() {
        assertThat(Events.reason("{\"attempt\":0,\"trigger\":\"x\"}")).startsWith("attempt: ");
        assertThat(Events.reason("{\"trigger\":\"x\",\"attempt\":0")).startsWith("trigger: ");
        assertThat(Events.reason("{\"job_id\":\"j\"}")).isEqualTo("type: missing");
    }

    @Test
    void aVerdictDoesNotDependOnEarlierRecords() {
        EventDecoder decoder = new EventDecoder();
        byte[] event = Events.FULL.getBytes(StandardCharsets.UTF_8);
        Decoded before = decoder.decode(event);
        for (int i = 0; i < 10_000; i++) {
            decoder.decode("{\"field-%d\":1,\"x%d\":2}".formatted(i, i).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(decoder.decode(event)).isEqualTo(before);
    }
}

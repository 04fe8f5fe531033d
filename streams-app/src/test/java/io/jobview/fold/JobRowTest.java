package io.jobview.fold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JobRowTest {
    @Test
    void aParserReadsTheTenFieldsInOrderAndTheIdsAsTheyWere() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            JobEvent event = new RandomHistory(random.nextLong()).next();
            JobState state = JobState.of(event);
            Map<String, String> row = parse(JobRow.write(event.workflowId(), event.jobId(), state));
            String where = "seed " + seed + ", case " + i + ": " + event;
            assertThat(row.keySet())
                    .as(where)
                    .containsExactly(
                            "id",
                            "workflow_id",
                            "container_id",
                            "status",
                            "trigger",
                            "scheduled_at",
                            "started_at",
                            "completed_at",
                            "created_at",
                            "updated_at");
            String container = event.containerId();
            assertThat(row)
                    .as(where)
                    .containsEntry("id", event.jobId())
                    .containsEntry("workflow_id", event.workflowId())
                    .containsEntry("container_id", container == null ? "" : container);
        }
    }

    @Test
    void onlyQuoteBackslashAndControlCharactersAreEscaped() {
        assertThat(container("\"\\/\b\t\n\f\r\u0000\u001f\u007f"))
                .isEqualTo("\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001F\u007f");
        assertThat(container("\u00e9\u2028\ud83d\ude80<>&'")).isEqualTo("\u00e9\u2028\ud83d\ude80<>&'");
    }

    @Test
    void anEscapeMayStandAnywhere() throws IOException {
        String units = "ab\u00e9\"\\\n\u0001";
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder("x".repeat(random.nextInt(20)));
            random.ints(random.nextInt(20), 0, units.length()).forEach(at -> text.append(units.charAt(at)));
            text.append("x".repeat(1 + random.nextInt(20)));
            byte[] row = JobRow.write("w", "j", JobState.of(started(text.toString())));
            assertThat(parse(row)).as("seed " + seed).containsEntry("container_id", text.toString());
        }
    }

    /** A buffer that grew with each escaped text made a page of a thousand such rows cost the square of it. */
    @Test
    void rowsThatAreEscapedAreWrittenIntoTheRoomThatTheFirstOneTook() {
        byte[] workflow = "w\"".getBytes(StandardCharsets.UTF_8);
        byte[] packed = PackedRow.of("w\"", "\\j", JobState.of(started("\u0001".repeat(1024))))
                .toBytes();
        JobRow row = new JobRow();
        row.set(workflow, packed, packed.length);
        byte[] first = row.bytes();
        for (int i = 0; i < 1_000; i++) {
            row.set(workflow, packed, packed.length);
            assertThat(row.bytes()).isSameAs(first);
        }
        assertThat(first).hasSizeLessThan(2 * row.length());
    }

    private static JobEvent started(String container) {
        return EventBuilder.event(EventType.STARTED, "2024-05-01T10:00:00Z")
                .container(container)
                .build();
    }

    private static String container(String id) {
        String row = new String(JobRow.write("w", "j", JobState.of(started(id))), StandardCharsets.UTF_8);
        String before = "\"container_id\":\"";
        return row.substring(row.indexOf(before) + before.length(), row.indexOf("\",\"status\""));
    }

    private static Map<String, String> parse(byte[] row) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(row)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
                assertThat(fields.put(name, parser.getText())).isNull();
            }
            assertThat(parser.nextToken()).isNull();
        }
        return fields;
    }
}

package io.jobview.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jobview.event.JobEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out again is compared with a row that the oracle writes from the events, without anything packed. */
class PackedRowTest {

    private static final String HEAD = "01" + "00" + "00" + "00" + "016a"; // no field, PENDING, AUTOMATIC, job "j"
    private static final String TIMES = "0000" + "0000";

    @Test
    void anyRowComesOutAsTheOracleWritesIt() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            List<JobEvent> events = new RandomHistory(random.nextLong()).events(1 + random.nextInt(5));
            for (JobEvent event : events) {
                List<String> expected = OracleFold.rows(event.workflowId(), List.of(event));
                byte[] packed = PackedRow.of(event.workflowId(), event.jobId(), JobState.of(event))
                        .toBytes();
                if (!expected.isEmpty()) { // else it was deleted
                    assertThat(HexFormat.of().formatHex(packed))
                            .as("seed %s, case %s", seed, i)
                            .isEqualTo(HexFormat.of().formatHex(OracleDigest.packed(expected.get(0))));
                    assertThat(row(event.workflowId(), packed))
                            .as("seed %s, case %s", seed, i)
                            .isEqualTo(expected.get(0));
                }
            }
        }
    }

    /** One writer and one reader for all, so nothing of a longer row may be left in a shorter one. */
    @Test
    void rowsAreWrittenOverOneAnother() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        PackedRow packed = new PackedRow();
        JobRow row = new JobRow();
        for (int i = 0; i < 10_000; i++) {
            JobEvent event = new RandomHistory(random.nextLong()).next();
            JobState state = JobState.of(event);
            byte[] job = event.jobId().getBytes(StandardCharsets.UTF_8);
            byte[] workflow = ("x" + event.workflowId()).getBytes(StandardCharsets.UTF_8);
            packed.set(workflow, 1, workflow.length - 1, job, 0, job.length, state);
            row.set(Arrays.copyOfRange(workflow, 1, workflow.length), packed.bytes(), packed.length());
            assertThat(Arrays.copyOf(packed.bytes(), packed.length()))
                    .as("seed %s, case %s", seed, i)
                    .isEqualTo(PackedRow.of(event.workflowId(), event.jobId(), state)
                            .toBytes());
            assertThat(Arrays.copyOfRange(packed.bytes(), packed.length(), packed.hashedLength()))
                    .as("seed %s, case %s", seed, i)
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(event.workflowId());
            assertThat(Arrays.copyOf(row.bytes(), row.length()))
                    .as("seed %s, case %s", seed, i)
                    .isEqualTo(JobRow.write(event.workflowId(), event.jobId(), state));
        }
    }

    @Test
    void theFormOfVersionOneIsPinned() {
        JobEvent event = EventBuilder.everyField().build();
        String hex = String.join(
                "",
                "01" + "0f" + "03" + "01", // version, all fields, FAILED, MANUAL
                "016a" + "0363c3a9", // job, container
                "1000", // scheduled: 8 s after the epoch
                "0205", // started: 1 s later, 1 us
                "1306", // completed: 10 s earlier, 1 ns
                "1000", // created: 8 s later
                "06d00f"); // updated: 3 s later, 500 ms
        byte[] packed = PackedRow.of("w", "j", JobState.of(event)).toBytes();
        assertThat(HexFormat.of().formatHex(packed)).isEqualTo(hex);
        assertThat(row("w", packed))
                .isEqualTo("{\"id\":\"j\",\"workflow_id\":\"w\",\"container_id\":\"c\u00e9\",\"status\":\"FAILED\","
                        + "\"trigger\":\"MANUAL\",\"scheduled_at\":\"1970-01-01T00:00:08Z\","
                        + "\"started_at\":\"1970-01-01T00:00:09.000001Z\","
                        + "\"completed_at\":\"1969-12-31T23:59:59.000000001Z\","
                        + "\"created_at\":\"1970-01-01T00:00:07Z\",\"updated_at\":\"1970-01-01T00:00:10.5Z\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "02" + "000000" + "016a" + TIMES + ", version 2 instead of 1",
        "01" + "100000" + "016a" + TIMES + ", unknown field",
        "01" + "000500" + "016a" + TIMES + ", unknown JobStatus 5",
        "01" + "000009" + "016a" + TIMES + ", unknown Trigger 9",
        "01" + "000000" + "096a" + TIMES + ", cut short in a text",
        HEAD + "0000" + ", cut short",
        HEAD + TIMES + "00, 1 bytes too many",
    })
    void bytesThatAreNeverWrittenAreRefused(String hex, String reason) {
        assertThat(row("w", HexFormat.of().parseHex(HEAD + TIMES))).contains("1970-01-01T00:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row("w", HexFormat.of().parseHex(hex)))
                .withMessageStartingWith("not a row")
                .withMessageContaining(reason);
    }

    private static String row(String workflowId, byte[] packed) {
        return new String(JobRow.write(workflowId, packed), StandardCharsets.UTF_8);
    }
}

package io.jobview.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.JobEvent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The heart of the system: any order and any repetition of the same events gives the same bytes. */
class FoldOrderTest {
    private static final int HISTORIES = 4_000;
    private static final int ORDERS = 6;

    @Test
    void anyOrderAndRepetitionGivesTheSameBytesAndTheRowOfTheOracle() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < HISTORIES; i++) {
            RandomHistory history = new RandomHistory(random.nextLong(), 1, 1);
            List<JobEvent> events = history.events(1 + random.nextInt(24));
            JobState state = fold(events);
            String bytes = hex(state);
            for (int j = 0; j < ORDERS; j++) {
                List<JobEvent> disorder = history.disorder(events);
                String where = "seed " + seed + ", history " + i;
                assertThat(hex(fold(disorder)))
                        .as(() -> where + ": " + disorder)
                        .isEqualTo(bytes);
                assertThat(hex(foldThroughBytes(disorder)))
                        .as(() -> where + ": " + disorder)
                        .isEqualTo(bytes);
            }
            String where = "seed " + seed + ", history " + i;
            assertThat(row(events.get(0), state))
                    .as(() -> where + ": " + events)
                    .isEqualTo(OracleFold.json(events));
            assertThat(state.deleted()).isEqualTo(OracleFold.row(events).isEmpty());
        }
    }

    private static JobState fold(List<JobEvent> events) {
        return events.stream().map(JobState::of).reduce(JobState::join).orElseThrow();
    }

    /** As the store does it: the state is stored and loaded between any two events. */
    private static JobState foldThroughBytes(List<JobEvent> events) {
        byte[] stored = JobStateCodec.encode(JobState.of(events.get(0)));
        for (JobEvent event : events) {
            JobState before = JobStateCodec.decode(stored, 0, stored.length);
            stored = JobStateCodec.encode(before.join(JobState.of(event)));
        }
        return JobStateCodec.decode(stored, 0, stored.length);
    }

    private static String row(JobEvent event, JobState state) {
        return new String(JobRow.write(event.workflowId(), event.jobId(), state), StandardCharsets.UTF_8);
    }

    private static String hex(JobState state) {
        return HexFormat.of().formatHex(JobStateCodec.encode(state));
    }
}

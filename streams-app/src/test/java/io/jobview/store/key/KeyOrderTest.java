package io.jobview.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.RowPosition;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Plain byte order of the keys is the order in which jobs are served, and a range holds its own keys only. */
class KeyOrderTest {

    private static final int ROUNDS = 200;
    private static final int PLACES = 40;

    private final long seed = System.nanoTime();
    private final RandomKeys random = new RandomKeys(seed);

    @Test
    void rowsOfAWorkflowAreInTheOrderOfTheContract() {
        for (int i = 0; i < ROUNDS; i++) {
            String workflow = random.id();
            inOrder(place -> RowKey.of(workflow, place.createdAt(), place.jobId()));
        }
    }

    @Test
    void rowsOfAFacetAreInTheOrderOfTheContract() {
        for (int i = 0; i < ROUNDS; i++) {
            String workflow = random.id();
            JobStatus status = JobStatus.values()[i % JobStatus.values().length];
            Trigger trigger = Trigger.values()[i % Trigger.values().length];
            inOrder(place -> FacetKey.of(workflow, status, trigger, place.createdAt(), place.jobId()));
        }
    }

    private void inOrder(Function<RowPosition, byte[]> key) {
        List<RowPosition> places = random.places(PLACES);
        assertThat(places.stream()
                        .sorted(Comparator.comparing(key, Arrays::compareUnsigned))
                        .toList())
                .as("seed %d", seed)
                .isEqualTo(places.stream().sorted(RandomKeys.CONTRACT).toList());
    }

    @Test
    void aRangeOfRowsHoldsOneWorkflow() {
        for (int i = 0; i < ROUNDS * PLACES; i++) {
            String mine = random.id();
            String other = random.id();
            byte[] key = RowKey.of(mine, random.time(), random.id());
            assertThat(holds(RowKey.range(mine), key)).as("seed %d", seed).isTrue();
            assertThat(holds(RowKey.range(other), key))
                    .as("seed %d: %s in the range of %s", seed, mine, other)
                    .isEqualTo(mine.equals(other));
        }
    }

    @Test
    void aRangeOfAFacetHoldsOneStatusAndTriggerOfOneWorkflow() {
        for (int i = 0; i < ROUNDS; i++) {
            String mine = random.id();
            String other = random.id();
            for (JobStatus status : JobStatus.values()) {
                for (Trigger trigger : Trigger.values()) {
                    byte[] key = FacetKey.of(mine, status, trigger, random.time(), random.id());
                    assertThat(rangesThatHold(key, mine)).as("seed %d", seed).containsExactly(status + "/" + trigger);
                    assertThat(rangesThatHold(key, other))
                            .as("seed %d: %s and %s", seed, mine, other)
                            .hasSize(mine.equals(other) ? 1 : 0);
                }
            }
        }
    }

    private static List<String> rangesThatHold(byte[] key, String workflow) {
        return Arrays.stream(JobStatus.values())
                .flatMap(status -> Arrays.stream(Trigger.values())
                        .filter(trigger -> holds(FacetKey.range(workflow, status, trigger), key))
                        .map(trigger -> status + "/" + trigger))
                .toList();
    }

    @Test
    void aScanStartsAfterAPlaceWhetherOrNotAJobIsThere() {
        for (int i = 0; i < ROUNDS; i++) {
            String workflow = random.id();
            List<RowPosition> all = random.places(PLACES);
            RowPosition after = all.get(0);
            List<RowPosition> jobs = all.subList(i % 2, all.size()); // in every other round no job is there
            byte[] start = RowKey.range(workflow).startAfter(after);
            assertThat(holds(RowKey.range(workflow), start)).isTrue();
            assertThat(jobs.stream()
                            .filter(job ->
                                    Arrays.compareUnsigned(RowKey.of(workflow, job.createdAt(), job.jobId()), start)
                                            >= 0)
                            .toList())
                    .as("seed %d, after %s", seed, after)
                    .isEqualTo(jobs.stream()
                            .filter(job -> RandomKeys.CONTRACT.compare(job, after) > 0)
                            .toList());
        }
    }

    private static boolean holds(Range range, byte[] key) {
        return Arrays.compareUnsigned(range.prefix(), key) <= 0 && Arrays.compareUnsigned(key, range.end()) < 0;
    }
}

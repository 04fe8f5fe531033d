package io.jobview.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.RowPosition;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Keys are read back as written, and their form on disk and in the changelog does not change unnoticed. */
class KeyRoundTripTest {

    private static final int ROUNDS = 5_000;
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000000006Z");

    private final long seed = System.nanoTime();
    private final RandomKeys random = new RandomKeys(seed);

    @Test
    void stateKeys() {
        for (int i = 0; i < ROUNDS; i++) {
            StateKey key = new StateKey(random.id(), random.id());
            assertThat(StateKey.parse(key.toBytes())).as("seed %d", seed).isEqualTo(key);
            assertThat(StateKey.workflowOf(key.toBytes())).isEqualTo(RandomKeys.utf8(key.workflowId()));
        }
    }

    @Test
    void workflowKeys() {
        for (int i = 0; i < ROUNDS; i++) {
            String id = random.id();
            assertThat(WorkflowKey.parse(WorkflowKey.of(id)))
                    .as("seed %d", seed)
                    .isEqualTo(id);
        }
    }

    @Test
    void placesOfRowsAndFacets() {
        for (int i = 0; i < ROUNDS; i++) {
            String workflow = random.id();
            RowPosition place = new RowPosition(random.time(), random.id());
            byte[] row = RowKey.of(workflow, place.createdAt(), place.jobId());
            byte[] facet = FacetKey.of(workflow, JobStatus.FAILED, Trigger.MANUAL, place.createdAt(), place.jobId());
            assertThat(Place.read(row, RowKey.range(workflow).prefix().length))
                    .as("seed %d", seed)
                    .isEqualTo(place);
            assertThat(Place.read(
                            facet,
                            FacetKey.range(workflow, JobStatus.FAILED, Trigger.MANUAL)
                                    .prefix()
                                    .length))
                    .as("seed %d", seed)
                    .isEqualTo(place);
        }
    }

    @Test
    void theFormIsFixed() {
        assertThat(hex(new StateKey("w\u00e9", "j1").toBytes())).isEqualTo("77c3a9006a31");
        assertThat(hex(WorkflowKey.of("w\u00e9"))).isEqualTo("77c3a9");
        String place = "7fffffff96a8ca5a" + "fffffff9" + "95ce" + "ff";
        assertThat(hex(RowKey.of("w", TIME, "j1"))).isEqualTo("7700" + place);
        assertThat(hex(FacetKey.of("w", JobStatus.CANCELLED, Trigger.MANUAL, TIME, "j1")))
                .isEqualTo("77000401" + place);
    }

    @Test
    void aStateKeyWithoutAnEndIsRefused() {
        assertThatThrownBy(() -> StateKey.parse(RandomKeys.utf8("no end")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StateKey.workflowOf(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

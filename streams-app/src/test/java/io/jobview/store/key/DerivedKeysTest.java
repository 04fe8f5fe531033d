package io.jobview.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {

    private final long seed = System.nanoTime();
    private final RandomKeys random = new RandomKeys(seed);
    private final DerivedKeys keys = new DerivedKeys();

    @Test
    void areTheKeysOfRowAndFacet() {
        for (int i = 0; i < 5_000; i++) {
            String workflow = random.id();
            String job = random.id();
            Instant created = random.time();
            JobStatus status = JobStatus.values()[i % JobStatus.values().length];
            Trigger trigger = Trigger.values()[i % Trigger.values().length];
            byte[] state = new StateKey(workflow, job).toBytes();
            byte[] withMoreBehind = Arrays.copyOf(state, state.length + 7);
            keys.set(withMoreBehind, DerivedKeys.workflowEnd(state), state.length, created, status, trigger);
            byte[] row = Arrays.copyOf(keys.bytes(), keys.rowLength());
            byte[] facet = Arrays.copyOfRange(keys.bytes(), keys.rowLength(), keys.length());
            assertThat(row).as("seed %d", seed).isEqualTo(RowKey.of(workflow, created, job));
            assertThat(facet).as("seed %d", seed).isEqualTo(FacetKey.of(workflow, status, trigger, created, job));
            assertThat(facet).hasSize(row.length + DerivedKeys.FACET_BYTES);
        }
    }
}

package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivationTest {

    private static final int EVENTS = 3_000;
    private static final int LEAST_SLAB = 10_000; // the longest row fits

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final String where = "seed " + seed;

    @TempDir
    private Path folder;

    private StoreMemory memory;

    @BeforeEach
    void open() {
        memory = new StoreMemory(32L << 20);
    }

    @AfterEach
    void free() {
        memory.close();
    }

    /** A slab that holds a few rows only, so that most workflows are in several and are merged from runs. */
    @Test
    void ofWorkflowsThatAreInSeveralSlabs() {
        for (int workflows : new int[] {1, 3, 200}) {
            derives(workflows, LEAST_SLAB);
        }
    }

    @Test
    void ofWorkflowsThatFitIntoOne() {
        derives(20, 4 << 20);
    }

    private void derives(int workflows, int slabBytes) {
        List<Sourced> feed = Sourced.random(random.nextLong(), workflows, 1_000, EVENTS);
        TreeMap<Bytes, byte[]> states = new TreeMap<>();
        Sourced.changelog(feed).forEach(state -> states.put(Bytes.wrap(state.key), state.value));
        try (JobDb db = JobDb.open(folder.resolve(workflows + "-" + slabBytes), memory)) {
            try (SortedFiles files = new SortedFiles(db, Family.STATES)) {
                states.forEach((key, value) -> files.add(key.get(), value));
                files.ingest();
            }
            try (Derivation derivation = new Derivation(db, slabBytes, slabBytes)) {
                derivation.addAll();
                assertThat(derivation.ingest()).as(where).isEqualTo(Sourced.position(feed));
                assertThat(derivation.jobs()).as(where).isEqualTo(states.size());
            }
            FamilyAudit.check(new FamilyDump().read(db, new AppliedPosition()), where);
        }
    }
}

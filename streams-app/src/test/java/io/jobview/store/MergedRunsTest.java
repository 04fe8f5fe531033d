package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MergedRunsTest {

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void eachJobOnceAsTheLastRunHasIt() {
        for (int round = 0; round < 200; round++) {
            TreeMap<String, byte[]> expected = new TreeMap<>();
            List<MergedRuns.Sorted> runs = new ArrayList<>();
            for (int run = random.nextInt(5); run > 0; run--) {
                runs.add(run(expected));
            }
            MergedRuns merged = new MergedRuns(runs);
            expected.forEach((key, value) -> {
                assertThat(merged.next()).as("seed %d", seed).isTrue();
                assertThat(merged.states().key(merged.index()))
                        .as("seed %d", seed)
                        .asString()
                        .isEqualTo(key);
                assertThat(merged.states().value(merged.index()))
                        .as("seed %d", seed)
                        .isEqualTo(value);
            });
            assertThat(merged.next()).as("seed %d", seed).isFalse();
        }
    }

    /** Of jobs that are in it once each. */
    private MergedRuns.Sorted run(Map<String, byte[]> expected) {
        TreeMap<String, byte[]> own = new TreeMap<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            byte[] value = new byte[random.nextInt(9)];
            random.nextBytes(value);
            own.put("job-" + random.nextInt(40), value);
        }
        StateRun states = new StateRun();
        own.forEach((key, value) -> states.add(key.getBytes(StandardCharsets.UTF_8), value));
        expected.putAll(own);
        return new MergedRuns.Sorted(states, states.sorted());
    }
}

package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateRunTest {

    private static final int LARGEST = 300_000; // more than a chunk

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void statesAreSortedByKeyAndThoseOfOneKeyStayInOrder() {
        for (int round = 0; round < 5; round++) {
            StateRun run = new StateRun();
            List<KeyValue<byte[], byte[]>> states = states(random.nextInt(1, 3_000));
            for (int from = 0; from < states.size(); from += 100) {
                run.add(states.subList(from, Math.min(states.size(), from + 100)));
            }
            states.sort(Comparator.comparing(state -> state.key, Arrays::compareUnsigned)); // stable
            int[] places = run.sorted();
            assertThat(places).as("seed %d", seed).hasSameSizeAs(states);
            for (int i = 0; i < places.length; i++) {
                assertThat(run.key(places[i])).as("seed %d", seed).isEqualTo(states.get(i).key);
                assertThat(run.value(places[i])).as("seed %d", seed).isEqualTo(states.get(i).value);
                assertThat(i > 0 && run.sameKey(places[i - 1], places[i]))
                        .as("seed %d", seed)
                        .isEqualTo(i > 0 && Arrays.equals(states.get(i - 1).key, states.get(i).key));
            }
        }
    }

    @Test
    void anEmptyRunHasNone() {
        StateRun run = new StateRun();
        assertThat(run.isEmpty()).isTrue();
        assertThat(run.sorted()).isEmpty();
        run.add(states(1));
        assertThat(run.isEmpty()).isFalse();
        assertThat(run.bytes()).isPositive();
        run.release();
        assertThat(run.isEmpty()).isTrue();
        assertThat(run.bytes()).isZero();
    }

    private List<KeyValue<byte[], byte[]>> states(int count) {
        List<KeyValue<byte[], byte[]>> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            states.add(KeyValue.pair(key(), value()));
        }
        return states;
    }

    /** Few workflows, ids of any length, some the beginnings of others. */
    private byte[] key() {
        String key = "workflow-" + "x".repeat(random.nextInt(3)) + "\0" + "job".repeat(random.nextInt(1, 5))
                + (random.nextBoolean() ? "" : Integer.toString(random.nextInt(50)));
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private byte @Nullable [] value() {
        byte[] value = new byte[random.nextInt(500) == 0 ? random.nextInt(LARGEST) : random.nextInt(200)];
        random.nextBytes(value);
        return random.nextInt(20) == 0 ? null : value;
    }
}

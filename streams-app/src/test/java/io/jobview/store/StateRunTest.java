package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

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
            List<KeyValue<byte[], byte[]>> handed = new ArrayList<>();
            run.inOrder((job, count) -> {
                for (int i = 0; i < count; i++) {
                    handed.add(KeyValue.pair(run.key(job[i]), run.value(job[i])));
                }
                byte[] first = run.key(job[0]);
                byte[] last = handed.get(handed.size() - 1).key;
                assertThat(last).as("seed %d: keys of one job", seed).isEqualTo(first);
                byte[] before = handed.size() == count ? null : handed.get(handed.size() - count - 1).key;
                assertThat(before).as("seed %d: the job before", seed).isNotEqualTo(first);
            });
            assertThat(handed).as("seed %d", seed).hasSameSizeAs(states);
            for (int i = 0; i < handed.size(); i++) {
                assertThat(handed.get(i).key).as("seed %d", seed).isEqualTo(states.get(i).key);
                assertThat(handed.get(i).value).as("seed %d", seed).isEqualTo(states.get(i).value);
            }
        }
    }

    @Test
    void anEmptyRunHasNone() {
        StateRun run = new StateRun();
        assertThat(run.isEmpty()).isTrue();
        run.inOrder((job, count) -> fail("a job of no states"));
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

package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobState;
import io.jobview.fold.RandomHistory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateValueTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final JobEvent CREATED =
            EventBuilder.event(EventType.CREATED, "2026-01-01T00:00:00Z").build();

    /** As it stands on disk and in the changelog: a change needs a new version and a way to read this one. */
    private static final String VERSION_1 = "01" + "02" + "0007" + "029508" + "010380e4ad950d00000001000000";

    private static final StateValue VALUE =
            new StateValue(Origins.of(new TreeMap<>(Map.of(0, 7L, 2, 1045L))), JobState.of(CREATED));

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void theFormIsFixed() {
        assertThat(HEX.formatHex(VALUE.toBytes())).isEqualTo(VERSION_1);
        assertThat(StateValue.parse(HEX.parseHex(VERSION_1))).isEqualTo(VALUE);
    }

    @Test
    void everyValueIsReadBackAndEqualValuesHaveEqualBytes() {
        for (int i = 0; i < 5_000; i++) {
            StateValue value = anyValue();
            byte[] bytes = value.toBytes();
            StateValue read = StateValue.parse(bytes);
            assertThat(read).as("seed %d", seed).isEqualTo(value);
            assertThat(read.toBytes()).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void bytesThatAreDamagedAreRefusedOrMeanAnotherValue() {
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = damage(anyValue().toBytes());
            try {
                // What is accepted must be exactly what a writer makes, or replicas could differ in bytes.
                assertThat(StateValue.parse(bytes).toBytes())
                        .as("seed %d: %s", seed, HEX.formatHex(bytes))
                        .isEqualTo(bytes);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageMatching("(?s).*\\w+.*");
            }
        }
    }

    @Test
    void everyCutIsRefused() {
        byte[] whole = HEX.parseHex(VERSION_1);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StateValue.parse(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "another version, 02020007029508",
        "a partition over 31 bits, 0101ffffffff7f07",
        "partitions out of order, 01020207000701",
        "a partition twice, 010200070008",
        "more partitions than bytes, 01ffffffffffffffff7f0007",
        "a number in a longer form, 0101800007"
    })
    void originsThatAreNeverWrittenAreRefused(String what, String head) {
        byte[] bytes = HEX.parseHex(head + VERSION_1.substring("01020007029508".length()));
        assertThatThrownBy(() -> StateValue.parse(bytes)).as(what).isInstanceOf(IllegalArgumentException.class);
    }

    private StateValue anyValue() {
        TreeMap<Integer, Long> offsets = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            offsets.put(random.nextInt() >>> random.nextInt(1, 32), random.nextLong() >>> random.nextInt(1, 64));
        }
        JobState state = new RandomHistory(random.nextLong(), 1, 1)
                .events(1 + random.nextInt(5)).stream()
                        .map(JobState::of)
                        .reduce(JobState::join)
                        .orElseThrow();
        return new StateValue(Origins.of(offsets), state);
    }

    private byte[] damage(byte[] bytes) {
        byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 4)) : bytes;
        for (int i = random.nextInt(3); i > 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }
}

package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OriginsTest {

    private static final Origins LEFT = origins(Map.of(0, 7L, 1, 3L));
    private static final Origins RIGHT = origins(Map.of(1, 9L, 2, 1L));

    @Test
    void aJoinKeepsTheHighestOffsetOfEachPartition() {
        assertThat(LEFT.join(RIGHT)).isEqualTo(origins(Map.of(0, 7L, 1, 9L, 2, 1L)));
    }

    @Test
    void aJoinDependsOnNeitherOrderNorRepetition() {
        assertThat(LEFT.join(RIGHT)).isEqualTo(RIGHT.join(LEFT));
        assertThat(LEFT.join(RIGHT).join(LEFT)).isEqualTo(LEFT.join(RIGHT));
        assertThat(LEFT.join(Origins.NONE)).isEqualTo(LEFT);
    }

    @Test
    void aJoinLeavesBothAsTheyWere() {
        Origins before = origins(LEFT.toPosition().offsets());
        LEFT.join(RIGHT);
        assertThat(LEFT).isEqualTo(before);
    }

    @Test
    void theyAreAPosition() {
        assertThat(LEFT.toPosition()).hasToString("0@7,1@3");
        assertThat(Origins.of(2, 1045).toPosition()).hasToString("2@1045");
        assertThat(Origins.NONE.toPosition()).hasToString("");
    }

    private static Origins origins(Map<Integer, Long> offsets) {
        return Origins.of(new TreeMap<>(offsets));
    }
}

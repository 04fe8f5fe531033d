package io.jobview.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewPositionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "2@1045>2@1045",
                "2@1045,0@7>0@7,2@1045",
                "0@7 ,\t2@1045>0@7,2@1045",
                "2@5,2@9,2@7>2@9",
                "0@0>0@0",
                "007@008>7@8",
                "2147483647@9223372036854775807>2147483647@9223372036854775807"
            })
    void readsTokens(String text, String position) {
        assertThat(ViewPosition.parse(text)).hasToString(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1@2,",
                ",1@2",
                "1",
                "1@",
                "@1",
                "1@2@3",
                "-1@2",
                "1@-2",
                "+1@2",
                "1 @2",
                "1@2;2@3",
                "1@2 2@3",
                "2147483648@1",
                "1@9223372036854775808",
                "1@1e3",
                "\u0661@2",
                "1@2\n",
                "0x1@2",
                "1.0@2"
            })
    void refusesAllElse(String text) {
        assertThat(ViewPosition.parse(text)).isNull();
    }

    @Test
    void readsWhatItWrites() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            Map<Integer, Long> offsets = new TreeMap<>();
            for (int size = 1 + random.nextInt(8); offsets.size() < size; ) {
                offsets.put(random.nextInt(Integer.MAX_VALUE), random.nextLong(Long.MAX_VALUE));
            }
            ViewPosition position = ViewPosition.of(offsets);
            assertThat(ViewPosition.parse(position.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(position);
        }
    }

    @Test
    void everyPartitionThatIsNamedMustPass() {
        ViewPosition wanted = ViewPosition.of(Map.of(0, 7L, 2, 9L));

        assertThat(wanted.allMatch((partition, offset) -> offset >= 7)).isTrue();
        assertThat(wanted.allMatch((partition, offset) -> partition == 0)).isFalse();
        assertThat(ViewPosition.EMPTY.allMatch((partition, offset) -> false)).isTrue();
    }
}

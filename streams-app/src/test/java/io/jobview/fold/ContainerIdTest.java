package io.jobview.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerIdTest {
    private static final List<String> PIECES = List.of(
            "",
            "a",
            "b",
            "\u007f",
            "\u0080",
            "\u07ff",
            "\u0800",
            "\ud7ff",
            "\ue000",
            "\uffff",
            "\ud800\udc00",
            "\ud800\udfff",
            "\ud801\udc00",
            "\udbff\udfff");

    @Test
    void theOrderIsThatOfTheBytes() {
        for (String first : PIECES) {
            for (String second : PIECES) {
                for (String third : PIECES) {
                    assertSameOrder(first + second, third + first);
                    assertSameOrder(first + second, first + third);
                }
            }
        }
    }

    private static void assertSameOrder(String one, String other) {
        int bytes =
                Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(new ContainerId(one).compareTo(new ContainerId(other))))
                .as("%s against %s", one, other)
                .isEqualTo(Integer.signum(bytes));
    }
}

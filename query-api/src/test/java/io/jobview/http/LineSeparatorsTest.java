package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSeparatorsTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "a, a",
        "a\u2028b, a\\u2028b",
        "\u2029\u2028\u0085, \\u2029\\u2028\\u0085",
        "\u0085, \\u0085",
        "\u2027\u202a\u0084\u0086\u20ac\u00e9\ud83d\ude80, \u2027\u202a\u0084\u0086\u20ac\u00e9\ud83d\ude80",
        "\u00c2\u2028\u00e2, \u00c2\\u2028\u00e2",
    })
    void whatEndsALineElsewhereIsEscaped(String json, String escaped) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(LineSeparators.escaped(bytes), StandardCharsets.UTF_8))
                .isEqualTo(escaped);
    }

    @ParameterizedTest
    @CsvSource({"a", "\u20ac", "\u00e2\u0080"})
    void whatHoldsNoneIsNotCopied(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(LineSeparators.escaped(bytes)).isSameAs(bytes);
    }
}

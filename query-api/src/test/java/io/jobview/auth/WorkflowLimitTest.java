package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowLimitTest {

    @ParameterizedTest
    @CsvSource({
        "w, w, true",
        "w, w2, false",
        "w, W, false",
        "w, '', false",
        "team-a-*, team-a-, true",
        "team-a-*, team-a-1, true",
        "team-a-*, team-a, false",
        "team-a-*, team-b-1, false",
        "a%2Fb, a/b, true",
        "a%2fb, a/b, true",
        "a/b, a/b, true",
        "a%2Fb, a%2Fb, false",
        "a%2Cb, 'a,b', true",
        "a%20b, a b, true",
        "a+b, a+b, true",
        "a+b, a b, false",
        "100%25*, 100%, true",
        "team%2A, team*, true",
        "team%2A, team1, false",
        "team%2A*, team*1, true",
        "\u00e9*, \u00e9t\u00e9, true",
        "%C3%A9, \u00e9, true",
        "\u00e9, e\u0301, false",
        "*, anything, true",
    })
    void aPatternIsAnIdOrABeginning(String pattern, String workflowId, boolean allowed) {
        assertThat(WorkflowLimit.of(List.of(pattern)).allows(workflowId)).isEqualTo(allowed);
    }

    @Test
    void severalPatternsAllowWhatAnyOfThemAllows() {
        WorkflowLimit limit = WorkflowLimit.of(List.of("x", "a-*", "y", "b-*"));

        assertThat(limit.all()).isFalse();
        assertThat(List.of("x", "y", "a-1", "b-1")).allMatch(limit::allows);
        assertThat(List.of("x-", "z", "c-1")).noneMatch(limit::allows);
    }

    @Test
    void noPatternAllowsNothing() {
        assertThat(WorkflowLimit.of(List.of()).all()).isFalse();
        assertThat(WorkflowLimit.of(List.of()).allows("w")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a*b", "*a", "**", "%", "%2", "%zz", "%FF", "%C3", "%C3*"})
    void whatIsNoIdIsRefused(String pattern) {
        assertThatThrownBy(() -> WorkflowLimit.of(List.of("*", pattern)))
                .isInstanceOf(AuthException.class)
                .hasMessage("a workflow must be an id, percent-encoded, or the beginning of ids with a * at its end");
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "wait=5 -> 5",
                "WAIT = 5 -> 5",
                "wait=\"7\" -> 7",
                "wait=10 -> 10",
                "wait=11 -> 10",
                "wait=99999999999999999999 -> 10",
                "wait=0 -> 0",
                "wait=007 -> 7",
                "respond-async, wait=3 -> 3",
                "respond-async,,wait=3;foo=bar ; x,return=minimal -> 3",
                "a=\"wait=9, \\\" wait=8\", wait=2 -> 2",
                "wait=2, wait=9 -> 2",
                "foo; wait=9 -> 0",
                "foo; wait=9, wait=4 -> 4",
                "wait=, wait=9 -> 0",
                "wait=-1 -> 0",
                "wait=1.5 -> 0",
                "wait -> 0",
                "waiting=3 -> 0",
                "wait=\"5 -> 0",
                "\" -> 0",
                "`` -> 0",
                ", -> 0",
                "@@@, wait=5 -> 0"
            })
    void takesTheFirstWaitAndPassesOverWhatItDoesNotUnderstand(String preferences, long seconds) {
        assertThat(Prefer.waitOf(preferences)).hasSeconds(seconds);
    }
}

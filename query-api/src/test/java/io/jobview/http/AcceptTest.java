package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final List<String> BOTH = List.of(JSON, LINES);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none | application/json",
                "'' | application/json",
                "*/* | application/json",
                "*/*;q=0.001 | application/json",
                "*/*;q=0 | none",
                "*/*;q=0.000 | none",
                "application/* | application/json",
                "APPLICATION/JSON | application/json",
                "application/x-ndjson | application/x-ndjson",
                "application/x-ndjson, application/json | application/json",
                "application/x-ndjson, application/json;q=0.9 | application/x-ndjson",
                "application/json;q=0.5,application/x-ndjson;q=0.501 | application/x-ndjson",
                "application/json;q=0, */* | application/x-ndjson",
                "*/*;q=1, application/json;q=0 | application/x-ndjson",
                "application/*;q=0, */* | none",
                "application/*;q=0.2, application/x-ndjson;q=0.1 | application/json",
                "text/html | none",
                "text/html, */*;q=0.1 | application/json",
                "application/json;charset=utf-8 | application/json",
                "application/json ; charset=utf-8 ; Q=0 | none",
                "text/* | none",
                "application/jso | none",
                "application/jsonx | none",
                "* | application/json",
                ",, , | application/json",
                "nonsense | application/json",
                "*/*;q= | application/json",
                "*/*;q=2 | application/json",
                "text/html, */*;q=x | none",
                "application/json;q=1.001, application/x-ndjson;q=0.2 | application/x-ndjson",
                "application/json;q=0.1234, application/x-ndjson;q=0.2 | application/x-ndjson",
            })
    void theMostSpecificRangeDecidesAndTheGreatestWeightWins(String header, String chosen) {
        assertThat(Accept.choose(header, BOTH)).isEqualTo(chosen);
    }

    @Test
    void aRouteOfOneTypeIsChosenLikewise() {
        assertThat(Accept.choose(LINES, List.of(JSON))).isNull();
        assertThat(Accept.choose("application/json", List.of(JSON))).isEqualTo(JSON);
    }
}

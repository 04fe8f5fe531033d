package io.jobview.bench.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;

class JmhMainTest {

    @Test
    void everyPartRunsAndTellsWhatItAllocates() throws Exception {
        Collection<RunResult> results = JmhMain.run(List.of("--quick"));
        assertThat(results)
                .extracting(result -> result.getPrimaryResult().getLabel())
                .contains("state", "row", "facet", "decode", "decodeAndFold", "writeState", "writeRow", "first");
        assertThat(results).allSatisfy(result -> {
            assertThat(result.getPrimaryResult().getScore()).isPositive();
            assertThat(result.getSecondaryResults()).containsKey("gc.alloc.rate.norm");
        });
    }
}

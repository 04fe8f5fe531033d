package io.jobview.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.query.Totals;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoriesTest {

    @Test
    void aJobIsAFunctionOfItsNumber() {
        History history = new LifecycleHistory(1000, 50);
        GeneratedJob job = history.job(17);
        assertThat(history.job(17)).usingRecursiveComparison().isEqualTo(job);
        assertThat(history.job(18).jobId()).isNotEqualTo(job.jobId());
        assertThat(job.events())
                .hasSize(history.eventsPerJob())
                .allSatisfy(event -> assertThat(event.length).isBetween(200, 320));
    }

    @Test
    void everyEventIsSoundAndEveryJobAnother() {
        Totals totals = ExpectedTotals.of(new LifecycleHistory(1000, 50));
        assertThat(totals.jobs()).isEqualTo(1000);
        assertThat(totals.workflows()).isEqualTo(50);
    }

    @Test
    void rareFailuresAreSpreadOverTheHugeWorkflow() {
        RareFailures history = new RareFailures(1000, 100, 10);
        List<Long> failed = new ArrayList<>();
        for (long number = 0; number < history.jobs(); number++) {
            GeneratedJob job = history.job(number);
            if (new String(job.events().get(1), StandardCharsets.UTF_8).contains("job.failed")) {
                assertThat(job.workflowId()).isEqualTo(RareFailures.HUGE);
                failed.add(number);
            }
        }
        assertThat(failed).containsExactly(50L, 150L, 250L, 350L, 450L, 550L, 650L, 750L, 850L, 950L);
    }
}

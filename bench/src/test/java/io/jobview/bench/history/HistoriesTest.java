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
        History history = LifecycleHistory.of(1000, 50);
        GeneratedJob job = history.job(17);
        assertThat(history.job(17)).usingRecursiveComparison().isEqualTo(job);
        assertThat(history.job(18).jobId()).isNotEqualTo(job.jobId());
        assertThat(job.events())
                .hasSize(history.eventsPerJob())
                .allSatisfy(event -> assertThat(event.length).isBetween(200, 320));
    }

    @Test
    void everyEventIsSoundAndEveryJobAnother() {
        Totals totals = ExpectedTotals.of(LifecycleHistory.of(1000, 50));
        assertThat(totals.jobs()).isEqualTo(1000);
        assertThat(totals.workflows()).isEqualTo(50);
    }

    @Test
    void spreadingMovesNothingButTheEventsOfAJobApart() {
        LifecycleHistory history = LifecycleHistory.of(1000, 50);
        assertThat(history.spread().jobsBetween()).isEqualTo(250);
        assertThat(LifecycleHistory.of(1_000_000, 50).spread().jobsBetween()).isEqualTo(50_000);
        assertThat(history.spread().topic()).isNotEqualTo(history.topic());
        assertThat(history.spread().job(7)).usingRecursiveComparison().isEqualTo(history.job(7));
    }

    @Test
    void rareStatusesAreSpreadOverTheHugeWorkflow() {
        RareStatuses history = new RareStatuses(2000);
        List<Long> cancelled = new ArrayList<>();
        int failed = 0;
        int small = 0;
        for (long number = 0; number < history.jobs(); number++) {
            GeneratedJob job = history.job(number);
            String end = new String(job.events().get(1), StandardCharsets.UTF_8);
            if (job.workflowId().equals(RareStatuses.SMALL)) {
                small++;
            } else if (end.contains("job.cancelled")) {
                cancelled.add(number);
            } else if (end.contains("job.failed")) {
                failed++;
            }
        }
        assertThat(small).isEqualTo(10);
        assertThat(cancelled).containsExactly(100L, 300L, 500L, 700L, 900L, 1100L, 1300L, 1500L, 1700L, 1900L);
        assertThat(failed).isEqualTo(10); // of 20 in a hundred, the other ten were cancelled
    }
}

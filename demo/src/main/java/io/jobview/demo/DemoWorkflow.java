package io.jobview.demo;

import java.time.Duration;
import java.util.List;

/**
 * A workflow of the demo and how its jobs behave.
 *
 * @param running the median time of one attempt
 * @param manual the share of jobs that a person started
 * @param failing the share of attempts that fail
 */
record DemoWorkflow(String id, Duration running, double manual, double failing) {

    /** Busiest first: the n-th gets 1/n as many jobs as the first (Zipf), so 32% down to 3% of all jobs. */
    static final List<DemoWorkflow> ALL = List.of(
            new DemoWorkflow("email-digest", Duration.ofSeconds(8), 0.01, 0.02),
            new DemoWorkflow("thumbnail-render", Duration.ofSeconds(15), 0.03, 0.03),
            new DemoWorkflow("search-reindex", Duration.ofSeconds(45), 0.05, 0.04),
            new DemoWorkflow("invoice-run", Duration.ofSeconds(30), 0.10, 0.02),
            new DemoWorkflow("fraud-scoring", Duration.ofSeconds(20), 0.02, 0.03),
            new DemoWorkflow("report-export", Duration.ofMinutes(2), 0.60, 0.05),
            new DemoWorkflow("nightly-etl", Duration.ofMinutes(12), 0.04, 0.08),
            new DemoWorkflow("cache-warmup", Duration.ofSeconds(25), 0.05, 0.01),
            new DemoWorkflow("customer-import", Duration.ofMinutes(4), 0.45, 0.10),
            new DemoWorkflow("db-backup", Duration.ofMinutes(18), 0.03, 0.02),
            new DemoWorkflow("model-training", Duration.ofMinutes(50), 0.30, 0.12),
            new DemoWorkflow("ledger-close", Duration.ofMinutes(6), 0.20, 0.04));

    private static final double TOTAL = weightOfFirst(ALL.size());

    /** Draws a workflow by its share of the jobs. */
    static int draw(Dice dice) {
        double left = dice.uniform() * TOTAL;
        int index = 0;
        while (index < ALL.size() - 1 && left >= 1.0 / (index + 1)) {
            left -= 1.0 / (index + 1);
            index++;
        }
        return index;
    }

    private static double weightOfFirst(int count) {
        double sum = 0;
        for (int rank = 1; rank <= count; rank++) {
            sum += 1.0 / rank;
        }
        return sum;
    }
}

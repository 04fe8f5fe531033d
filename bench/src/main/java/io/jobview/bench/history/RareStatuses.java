package io.jobview.bench.history;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * One huge workflow in which 1 job in 100 failed and 1 in 100,000, but ten at least, was cancelled, spread over all its time;
 * and one of ten jobs. Every job ran before it ended, so the place of the running ones is full of what is gone.
 */
public record RareStatuses(long hugeJobs) implements History {

    public static final String HUGE = "huge";
    public static final String SMALL = "small";

    private static final int SMALL_JOBS = 10;
    private static final int FAILED_ONE_IN = 100;
    private static final int CANCELLED_ONE_IN = 100_000;
    private static final int LEAST_CANCELLED = 10;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

    @Override
    public String topic() {
        return "rare-statuses-" + hugeJobs;
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public long jobs() {
        return hugeJobs + SMALL_JOBS;
    }

    @Override
    public int eventsPerJob() {
        return 2;
    }

    @Override
    public GeneratedJob job(long number) {
        SplittableRandom random = new SplittableRandom(number * SEED_STEP);
        String workflow = number < hugeJobs ? HUGE : SMALL;
        String job = new UUID(random.nextLong(), random.nextLong()).toString();
        Instant created = START.plusSeconds(number);
        Instant started = created.plusMillis(random.nextInt(1000));
        Instant ended = created.plusMillis(1000 + random.nextInt(60_000));
        byte[] start = new EventText("job.started", workflow, job, started)
                .with("created_at", created)
                .bytes();
        byte[] end = new EventText(ending(number), workflow, job, ended)
                .with("created_at", created)
                .with("completed_at", ended)
                .bytes();
        return new GeneratedJob(workflow, job, List.of(start, end));
    }

    private String ending(long number) {
        long apart = Math.min(CANCELLED_ONE_IN, hugeJobs / LEAST_CANCELLED);
        if (number % apart == apart / 2) {
            return "job.cancelled";
        }
        return number % FAILED_ONE_IN == 0 ? "job.failed" : "job.completed";
    }
}

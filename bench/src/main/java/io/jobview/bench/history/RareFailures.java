package io.jobview.bench.history;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * One huge workflow in which a few jobs failed, spread over all its time, and a second one of ordinary size. Every job ran
 * before it ended, so the place of the running ones is full of what is gone.
 */
public record RareFailures(long hugeJobs, long otherJobs, int failures) implements History {

    public static final String HUGE = "huge";
    public static final String OTHER = "other";

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

    @Override
    public String topic() {
        return "rare-failures-" + hugeJobs + "-" + otherJobs + "-" + failures;
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public long jobs() {
        return hugeJobs + otherJobs;
    }

    @Override
    public int eventsPerJob() {
        return 2;
    }

    @Override
    public GeneratedJob job(long number) {
        SplittableRandom random = new SplittableRandom(number * SEED_STEP);
        boolean huge = number < hugeJobs;
        String workflow = huge ? HUGE : OTHER;
        String job = new UUID(random.nextLong(), random.nextLong()).toString();
        Instant created = START.plusSeconds(number);
        Instant ended = created.plusMillis(1000 + random.nextInt(60_000));
        long apart = hugeJobs / failures;
        boolean failed = huge && number % apart == apart / 2 && number / apart < failures;
        Instant started = created.plusMillis(random.nextInt(1000));
        byte[] start = new EventText("job.started", workflow, job, started)
                .with("created_at", created)
                .bytes();
        byte[] end = new EventText(failed ? "job.failed" : "job.completed", workflow, job, ended)
                .with("created_at", created)
                .with("completed_at", ended)
                .bytes();
        return new GeneratedJob(workflow, job, List.of(start, end));
    }
}

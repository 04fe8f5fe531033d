package io.jobview.bench.history;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Whole lives: created, scheduled, started and ended, a second apart from the next job's over workflows by Zipf. Events have
 * about 250 bytes.
 */
public record LifecycleHistory(String name, long jobs, int workflows, int jobsBetween, Zipf zipf) implements History {

    private static final int PARTITIONS = 4;
    public static final int EVENTS_PER_JOB = 4;

    private static final int JOBS_BETWEEN = 50;
    private static final int MOST_BETWEEN = 50_000;
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long GAP_MILLIS = 1000;

    /** The golden ratio in 64 bits: neighbours get seeds that are far apart. */
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

    /** Events of one job have those of 50 others between them, as in a system with few jobs at a time. */
    public static LifecycleHistory of(long jobs, int workflows) {
        return new LifecycleHistory("lifecycles", jobs, workflows, JOBS_BETWEEN, new Zipf(workflows));
    }

    /** With events of one job far apart, up to those of 50,000 others. */
    public LifecycleHistory spread() {
        return new LifecycleHistory(
                name + "-spread", jobs, workflows, (int) Math.min(MOST_BETWEEN, jobs / EVENTS_PER_JOB), zipf);
    }

    /** The same jobs in a topic of another name. */
    public LifecycleHistory named(String other) {
        return new LifecycleHistory(other, jobs, workflows, jobsBetween, zipf);
    }

    /** The id of the workflow with this rank; rank 0 has most jobs. */
    public static String workflowId(int rank) {
        return "workflow-" + Integer.toString(100_000 + rank).substring(1);
    }

    @Override
    public String topic() {
        return name + "-" + jobs + "-" + workflows;
    }

    @Override
    public int partitions() {
        return PARTITIONS;
    }

    @Override
    public int eventsPerJob() {
        return EVENTS_PER_JOB;
    }

    @Override
    public GeneratedJob job(long number) {
        SplittableRandom random = new SplittableRandom(number * SEED_STEP);
        String workflow = workflowId(zipf.draw(random));
        String job = new UUID(random.nextLong(), random.nextLong()).toString();
        Instant created = Instant.ofEpochMilli(START + number * GAP_MILLIS + random.nextInt(1000));
        Instant scheduled = created.plusMillis(1 + random.nextInt(500));
        Instant started = scheduled.plusMillis(1 + random.nextInt(5_000));
        Instant ended = started.plusMillis(1 + random.nextInt(60_000));
        boolean manual = random.nextInt(10) == 0;
        boolean failed = random.nextInt(20) == 0;
        String container = HexFormat.of().toHexDigits(random.nextLong(), 12);
        return new GeneratedJob(
                workflow,
                job,
                List.of(
                        event("job.created", workflow, job, created, random)
                                .with("created_at", created)
                                .with("trigger", manual ? "MANUAL" : "AUTOMATIC")
                                .bytes(),
                        event("job.scheduled", workflow, job, scheduled, random)
                                .with("scheduled_at", started)
                                .bytes(),
                        event("job.started", workflow, job, started, random)
                                .with("started_at", started)
                                .with("container_id", container)
                                .bytes(),
                        event(failed ? "job.failed" : "job.completed", workflow, job, ended, random)
                                .with("completed_at", ended)
                                .bytes()));
    }

    private static EventText event(String type, String workflow, String job, Instant at, SplittableRandom random) {
        return new EventText(type, workflow, job, at)
                .with("event_id", new UUID(random.nextLong(), random.nextLong()).toString());
    }
}

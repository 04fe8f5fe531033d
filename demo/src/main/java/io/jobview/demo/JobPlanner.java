package io.jobview.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Settles the life of one job after another. Not thread-safe. */
final class JobPlanner {

    private static final int MAX_ATTEMPTS = 3;
    private static final double RETRIED = 0.5;
    private static final double CANCELLED_WAITING = 0.01;
    private static final double CANCELLED_RUNNING = 0.01;
    private static final Duration SCHEDULING = Duration.ofMillis(150);
    private static final Duration QUEUE = Duration.ofSeconds(3);
    private static final Duration BACKOFF = Duration.ofSeconds(20);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Dice dice;
    private final int[] jobsOf = new int[DemoWorkflow.ALL.size()];
    private long jobs;

    JobPlanner(Dice dice) {
        this.dice = dice;
    }

    PlannedJob plan(Instant createdAt) {
        int index = DemoWorkflow.draw(dice);
        DemoWorkflow workflow = DemoWorkflow.ALL.get(index);
        boolean manual = dice.chance(workflow.manual());
        String jobId = jobId(workflow, createdAt, jobsOf[index]++);
        return new PlannedJob(jobs++, workflow.id(), jobId, manual, steps(workflow, createdAt));
    }

    /** Readable, and not repeated by a demo that starts anew on the data of an earlier one, as a bare number would be. */
    private static String jobId(DemoWorkflow workflow, Instant createdAt, int number) {
        String digits = Integer.toString(1000 + number % 1000).substring(1);
        return workflow.id() + "-" + SECOND.format(createdAt) + "-" + digits;
    }

    private List<Step> steps(DemoWorkflow workflow, Instant createdAt) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(Step.Kind.CREATED, createdAt, 1));
        Instant at = createdAt;
        Step.Kind outcome;
        int attempt = 0;
        do {
            attempt++;
            at = at.plus(attempt == 1 ? dice.around(SCHEDULING, 0.6) : dice.around(BACKOFF, 0.5));
            Instant startedAt = at.plus(dice.around(QUEUE, 1.0));
            steps.add(new Step(Step.Kind.SCHEDULED, at, attempt, startedAt, null));
            if (dice.chance(CANCELLED_WAITING)) {
                steps.add(Step.of(Step.Kind.CANCELLED, startedAt, attempt));
                return steps;
            }
            steps.add(new Step(Step.Kind.STARTED, startedAt, attempt, null, dice.containerId()));
            outcome = outcome(workflow);
            at = startedAt.plus(dice.around(workflow.running(), 0.7));
            steps.add(Step.of(outcome, at, attempt));
        } while (outcome == Step.Kind.FAILED && attempt < MAX_ATTEMPTS && dice.chance(RETRIED));
        return steps;
    }

    private Step.Kind outcome(DemoWorkflow workflow) {
        if (dice.chance(CANCELLED_RUNNING)) {
            return Step.Kind.CANCELLED;
        }
        return dice.chance(workflow.failing()) ? Step.Kind.FAILED : Step.Kind.COMPLETED;
    }
}

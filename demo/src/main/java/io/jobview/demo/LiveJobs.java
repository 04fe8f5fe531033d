package io.jobview.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens after a history: its open jobs go on and end, and new ones come. It has no clock: the caller says what time
 * it is, and how often it asks does not change what happens. The same history and rate give the same bytes. Not
 * thread-safe.
 */
public final class LiveJobs {

    /** Jobs created in a second, on average, that are pleasant to watch. */
    public static final double DEFAULT_RATE = 2;

    private final Dice dice;
    private final JobPlanner planner;
    private final OpenJobs open;
    private final double jobsPerSecond;
    private Instant nextCreation;

    /**
     * Takes the history over, which must have been read to its end.
     *
     * @param jobsPerSecond new jobs in a second, on average, above 0 and at most 1000
     */
    public LiveJobs(GeneratedHistory history, double jobsPerSecond) {
        if (history.hasNext()) {
            throw new IllegalStateException("the history has not been read to its end");
        }
        if (!(jobsPerSecond > 0 && jobsPerSecond <= 1000)) {
            throw new IllegalArgumentException(jobsPerSecond + " jobs per second is not in (0, 1000]");
        }
        this.dice = history.dice();
        this.planner = history.planner();
        this.open = history.open();
        this.jobsPerSecond = jobsPerSecond;
        this.nextCreation = history.end().plus(dice.waitAt(jobsPerSecond));
    }

    /**
     * The events since the last call that have happened by {@code now}, in order of time; none when {@code now} is not
     * later than it was. All are in memory at once, so after a long pause ask for it in parts.
     */
    public List<GeneratedEvent> dueUntil(Instant now) {
        List<GeneratedEvent> due = new ArrayList<>();
        while (!nextCreation.isAfter(now)) {
            takeUntil(nextCreation, due);
            open.add(planner.plan(nextCreation));
            nextCreation = nextCreation.plus(dice.waitAt(jobsPerSecond));
        }
        takeUntil(now, due);
        return due;
    }

    /** Creates no job before {@code resumed}: the publishers were away until then. Open jobs went on meanwhile. */
    public void skipCreationsTo(Instant resumed) {
        if (nextCreation.isBefore(resumed)) {
            nextCreation = resumed.plus(dice.waitAt(jobsPerSecond));
        }
    }

    /** Jobs that have not ended; at {@link #DEFAULT_RATE} it settles at some hundreds. */
    public int openJobs() {
        return open.size();
    }

    private void takeUntil(Instant time, List<GeneratedEvent> due) {
        for (Instant at = open.nextAt(); at != null && !at.isAfter(time); at = open.nextAt()) {
            due.add(open.take());
        }
    }
}

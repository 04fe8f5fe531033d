package io.jobview.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The events of the jobs that were created up to now, in order of time. The same arguments give the same bytes.
 *
 * <p>Holds only the jobs that are open at the time it has reached, so the number of jobs costs no memory. Jobs that are
 * still open at the end are continued by {@link LiveJobs}. Not thread-safe.
 */
public final class GeneratedHistory implements Iterator<GeneratedEvent> {

    /** How far a history goes back. */
    public static final Duration SPAN = Duration.ofDays(7);

    private final Dice dice;
    private final JobPlanner planner;
    private final PastArrivals arrivals;
    private final OpenJobs open = new OpenJobs();
    private final Instant end;
    private @Nullable Instant nextCreation;

    /**
     * @param jobs how many jobs are created in it, at least 0
     * @param now where it ends; no event is later
     */
    public GeneratedHistory(long seed, int jobs, Instant now) {
        this(seed, jobs, now, SPAN);
    }

    /** @param span how far it goes back, at least a second */
    public GeneratedHistory(long seed, int jobs, Instant now, Duration span) {
        if (jobs < 0 || span.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("no history has " + jobs + " jobs over " + span);
        }
        dice = new Dice(seed);
        planner = new JobPlanner(dice);
        end = now.truncatedTo(ChronoUnit.MILLIS);
        arrivals = new PastArrivals(dice, jobs, end, span);
        nextCreation = arrivals.hasNext() ? arrivals.next() : null;
    }

    @Override
    public boolean hasNext() {
        admit();
        Instant next = open.nextAt();
        return next != null && !next.isAfter(end);
    }

    @Override
    public GeneratedEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the history ends at " + end);
        }
        return open.take();
    }

    /** Opens the jobs whose creation comes before every step that is due. */
    private void admit() {
        Instant nextStep = open.nextAt();
        while (nextCreation != null && (nextStep == null || nextCreation.isBefore(nextStep))) {
            open.add(planner.plan(nextCreation));
            nextCreation = arrivals.hasNext() ? arrivals.next() : null;
            nextStep = open.nextAt();
        }
    }

    Instant end() {
        return end;
    }

    Dice dice() {
        return dice;
    }

    JobPlanner planner() {
        return planner;
    }

    OpenJobs open() {
        return open;
    }
}

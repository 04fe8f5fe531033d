package io.jobview.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * When the jobs of a history were created, in order, one at a time. Most are spread over the whole span with more by day
 * than by night; the last minutes get a share of their own, so that even a short history has jobs open at its end.
 */
final class PastArrivals implements Iterator<Instant> {

    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final int MOST_RECENT = 600;
    private static final double RHYTHM = 0.4;

    private final Dice dice;
    private final Instant start;
    private final Instant recentStart;
    private final Instant end;
    private final double days;
    private final double phase;
    private int older;
    private int recent;
    private double reached;

    PastArrivals(Dice dice, int jobs, Instant end, Duration span) {
        this.dice = dice;
        this.start = end.minus(span);
        Duration recentSpan = span.compareTo(RECENT) < 0 ? span : RECENT;
        this.recentStart = end.minus(recentSpan);
        this.end = end;
        this.days = Math.max(1, Math.rint(span.toMinutes() / 1440.0));
        this.phase = 2 * Math.PI * Math.floorMod(start.getEpochSecond(), 86_400L) / 86_400;
        this.recent = Math.min(MOST_RECENT, (jobs + 19) / 20);
        this.older = jobs - recent;
    }

    @Override
    public boolean hasNext() {
        return older + recent > 0;
    }

    @Override
    public Instant next() {
        if (older > 0) {
            double at = nextSorted(older--);
            reached = older == 0 ? 0 : at;
            return between(start, recentStart, byDay(at));
        }
        if (recent > 0) {
            reached = nextSorted(recent--);
            return between(recentStart, end, reached);
        }
        throw new NoSuchElementException();
    }

    /** The smallest of {@code left} uniform draws above the last one: sorted draws without keeping or sorting any. */
    private double nextSorted(int left) {
        return reached + (1 - reached) * (1 - StrictMath.pow(1 - dice.uniform(), 1.0 / left));
    }

    /** Moves a draw from the night (UTC) to the day. Still rising, as RHYTHM is below 1, so the order stays. */
    private double byDay(double at) {
        double turns = 2 * Math.PI * days;
        return at + RHYTHM / turns * (StrictMath.sin(turns * at + phase) - StrictMath.sin(phase));
    }

    private static Instant between(Instant from, Instant to, double share) {
        return from.plusMillis((long) (Duration.between(from, to).toMillis() * share));
    }
}

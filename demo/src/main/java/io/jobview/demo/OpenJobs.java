package io.jobview.demo;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The jobs that have steps left, by when their next one is due. Holds no job that has ended. Not thread-safe. */
final class OpenJobs {

    /** {@code next} is the index of the step that is due at {@code at}. */
    private record Open(Instant at, PlannedJob job, int next) {}

    // The number decides ties, so that the order is the seed's and not the heap's.
    private final PriorityQueue<Open> queue = new PriorityQueue<>(
            Comparator.comparing(Open::at).thenComparing(open -> open.job().number()));

    void add(PlannedJob job) {
        queue.add(new Open(job.steps().get(0).at(), job, 0));
    }

    int size() {
        return queue.size();
    }

    /** When the next step is due; null when no job is open. */
    @Nullable
    Instant nextAt() {
        Open first = queue.peek();
        return first == null ? null : first.at();
    }

    /** Takes the next step; there must be one. */
    GeneratedEvent take() {
        Open open = queue.remove();
        PlannedJob job = open.job();
        int following = open.next() + 1;
        if (following < job.steps().size()) {
            queue.add(new Open(job.steps().get(following).at(), job, following));
        }
        return new GeneratedEvent(
                open.at(), job.workflowId(), EventJson.of(job, job.steps().get(open.next())));
    }
}

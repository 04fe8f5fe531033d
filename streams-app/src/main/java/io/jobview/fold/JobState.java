package io.jobview.fold;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.event.Trigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one job: a tuple of registers, each the greatest of what events said under its own order.
 * Immutable. {@link #join} is commutative, associative and idempotent, so events may arrive in any order and any
 * number of times (design section 3). {@code state.join(JobState.of(event))} is the fold.
 *
 * <p>A deleted job keeps joining in its other registers: they must not depend on when the deletion arrived.
 *
 * @param claim null while the job is known only from a {@code job.deleted}
 * @param updatedAt greatest {@code occurred_at} seen
 * @param deleted once true, true for good: the job has no row
 */
public record JobState(
        CreatedAt created,
        @Nullable StatusClaim claim,
        @Nullable StartedAt started,
        @Nullable Latest<Instant> scheduled,
        @Nullable Latest<Trigger> triggeredBy,
        @Nullable Latest<ContainerId> container,
        Instant updatedAt,
        boolean deleted) {

    /** The state that one event alone makes. */
    public static JobState of(JobEvent event) {
        String container = event.containerId();
        return new JobState(
                created(event),
                StatusClaim.of(event),
                started(event),
                latest(event, orOccurred(event, event.scheduledAt(), EventType.SCHEDULED)),
                latest(event, event.trigger()),
                latest(event, container == null ? null : new ContainerId(container)),
                event.occurredAt(),
                event.type() == EventType.DELETED);
    }

    /** The state after the events of both. */
    public JobState join(JobState other) {
        return new JobState(
                winner(created, other.created),
                join(claim, other.claim),
                join(started, other.started),
                join(scheduled, other.scheduled),
                join(triggeredBy, other.triggeredBy),
                join(container, other.container),
                winner(updatedAt, other.updatedAt),
                deleted || other.deleted);
    }

    public Instant createdAt() {
        return created.at();
    }

    /** The status as served; {@code PENDING} when nobody said. */
    public JobStatus status() {
        return claim == null ? JobStatus.PENDING : claim.status();
    }

    /** The trigger as served; {@code AUTOMATIC} when nobody said. */
    public Trigger trigger() {
        return triggeredBy == null ? Trigger.AUTOMATIC : triggeredBy.value();
    }

    /** The start of the attempt that the status is about; an older or newer attempt's start would mislead. */
    public @Nullable Instant startedAt() {
        return started != null && claim != null && started.attempt() == claim.attempt() ? started.at() : null;
    }

    /** Null while the status is not final. */
    public @Nullable Instant completedAt() {
        return claim == null ? null : claim.completedAt();
    }

    public @Nullable Instant scheduledAt() {
        return scheduled == null ? null : scheduled.value();
    }

    public @Nullable String containerId() {
        return container == null ? null : container.value().value();
    }

    private static CreatedAt created(JobEvent event) {
        Instant said = orOccurred(event, event.createdAt(), EventType.CREATED);
        return said != null ? new CreatedAt(true, said) : new CreatedAt(false, event.occurredAt());
    }

    private static @Nullable StartedAt started(JobEvent event) {
        Instant said = orOccurred(event, event.startedAt(), EventType.STARTED);
        return said == null ? null : new StartedAt(event.attempt(), said);
    }

    /** The field when there is one; else the event's own time, when that is the step which the field tells of. */
    private static @Nullable Instant orOccurred(JobEvent event, @Nullable Instant field, EventType step) {
        return field == null && event.type() == step ? event.occurredAt() : field;
    }

    private static <T extends Comparable<? super T>> @Nullable Latest<T> latest(JobEvent event, @Nullable T value) {
        return value == null ? null : new Latest<>(event.attempt(), event.occurredAt(), value);
    }

    private static <T extends Comparable<? super T>> @Nullable T join(@Nullable T one, @Nullable T other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : winner(one, other);
    }

    private static <T extends Comparable<? super T>> T winner(T one, T other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}

package io.jobview.fold;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.reverseOrder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.event.Trigger;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fold a second time, slow and obvious: each field of the row is looked up in the list of all the job's events,
 * straight from the table of design section 3. It shares no code with {@link JobState} and {@link JobRow}, so it can
 * judge them, the store and the whole system.
 */
public final class OracleFold {
    private static final Map<EventType, Integer> RANK = Map.of(
            EventType.CREATED, 0,
            EventType.SCHEDULED, 0,
            EventType.STARTED, 1,
            EventType.COMPLETED, 2,
            EventType.FAILED, 2,
            EventType.CANCELLED, 2);

    private static final Map<EventType, String> STATUS = Map.of(
            EventType.CREATED, "PENDING",
            EventType.SCHEDULED, "PENDING",
            EventType.STARTED, "RUNNING",
            EventType.COMPLETED, "COMPLETED",
            EventType.FAILED, "FAILED",
            EventType.CANCELLED, "CANCELLED");

    private static final List<String> STATUS_TIES = List.of("PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED");

    private static final Comparator<JobEvent> BY_CLAIM = comparingLong(JobEvent::attempt)
            .thenComparing(event -> RANK.get(event.type()))
            .thenComparing(JobEvent::occurredAt)
            .thenComparing(event -> STATUS_TIES.indexOf(STATUS.get(event.type())))
            .thenComparing(OracleFold::completion);

    private static final Comparator<JobEvent> BY_TIME =
            comparingLong(JobEvent::attempt).thenComparing(JobEvent::occurredAt);

    private final List<JobEvent> events;

    private OracleFold(List<JobEvent> events) {
        this.events = events;
    }

    /** The row's JSON, or empty when the job was deleted. The events are all of one job, at least one. */
    public static Optional<String> row(List<JobEvent> events) {
        boolean deleted = events.stream().anyMatch(event -> event.type() == EventType.DELETED);
        return deleted ? Optional.empty() : Optional.of(new OracleFold(events).json());
    }

    /** The row's JSON as if the job had not been deleted; only {@link JobRow} is asked for such a row. */
    static String json(List<JobEvent> events) {
        return new OracleFold(events).json();
    }

    /** The rows of a workflow as they are served: newest first, then by id descending in the order of UTF-8 bytes. */
    public static List<String> rows(String workflowId, List<JobEvent> events) {
        return jobs(events, workflowId).values().stream()
                .filter(job -> row(job).isPresent())
                .map(OracleFold::new)
                .sorted(comparing(OracleFold::createdAt)
                        .thenComparing(job -> utf8(job.events.get(0).jobId()), Arrays::compareUnsigned)
                        .reversed())
                .map(OracleFold::json)
                .toList();
    }

    /** The events of a workflow by job id. */
    public static Map<String, List<JobEvent>> jobs(List<JobEvent> events, String workflowId) {
        return events.stream()
                .filter(event -> event.workflowId().equals(workflowId))
                .collect(Collectors.groupingBy(JobEvent::jobId));
    }

    private String json() {
        Optional<JobEvent> claim =
                events.stream().filter(event -> RANK.containsKey(event.type())).max(BY_CLAIM);
        Map<String, String> row = new LinkedHashMap<>();
        row.put("id", events.get(0).jobId());
        row.put("workflow_id", events.get(0).workflowId());
        row.put("container_id", container());
        row.put("status", claim.map(event -> STATUS.get(event.type())).orElse("PENDING"));
        row.put("trigger", trigger());
        row.put("scheduled_at", scheduledAt());
        row.put("started_at", claim.map(this::startedAt).orElse(""));
        row.put(
                "completed_at",
                claim.filter(event -> RANK.get(event.type()) == 2)
                        .map(event -> time(completion(event)))
                        .orElse(""));
        row.put("created_at", time(createdAt()));
        row.put("updated_at", time(last(JobEvent::occurredAt)));
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : row.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private Instant createdAt() {
        Stream<Instant> fields = having(event -> event.createdAt() != null).map(JobEvent::createdAt);
        Stream<Instant> steps = having(event -> event.createdAt() == null && event.type() == EventType.CREATED)
                .map(JobEvent::occurredAt);
        return Stream.concat(fields, steps)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> events.stream()
                        .map(JobEvent::occurredAt)
                        .sorted()
                        .findFirst()
                        .orElseThrow());
    }

    private String startedAt(JobEvent claim) {
        Function<JobEvent, Instant> said = event -> event.startedAt() != null ? event.startedAt() : event.occurredAt();
        Optional<JobEvent> start = having(event -> event.startedAt() != null || event.type() == EventType.STARTED)
                .max(comparingLong(JobEvent::attempt).thenComparing(said, reverseOrder()));
        return start.filter(event -> event.attempt() == claim.attempt())
                .map(event -> time(said.apply(event)))
                .orElse("");
    }

    private String scheduledAt() {
        Function<JobEvent, Instant> said =
                event -> event.scheduledAt() != null ? event.scheduledAt() : event.occurredAt();
        return having(event -> event.scheduledAt() != null || event.type() == EventType.SCHEDULED)
                .max(BY_TIME.thenComparing(said))
                .map(event -> time(said.apply(event)))
                .orElse("");
    }

    private String trigger() {
        return having(event -> event.trigger() != null)
                .max(BY_TIME.thenComparing(event -> event.trigger() == Trigger.MANUAL))
                .map(event -> String.valueOf(event.trigger()))
                .orElse("AUTOMATIC");
    }

    private String container() {
        return having(event -> event.containerId() != null)
                .max(BY_TIME.thenComparing(event -> utf8(event.containerId()), Arrays::compareUnsigned))
                .map(JobEvent::containerId)
                .orElse("");
    }

    private Instant last(Function<JobEvent, Instant> field) {
        return events.stream().map(field).max(Comparator.naturalOrder()).orElseThrow();
    }

    private Stream<JobEvent> having(Predicate<JobEvent> what) {
        return events.stream().filter(what);
    }

    private static Instant completion(JobEvent event) {
        boolean said = event.completedAt() != null && RANK.get(event.type()) == 2;
        return said ? event.completedAt() : event.occurredAt();
    }

    private static String time(Instant instant) {
        return instant.toString().replaceFirst("(\\.\\d*[1-9])0+Z$", "$1Z");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

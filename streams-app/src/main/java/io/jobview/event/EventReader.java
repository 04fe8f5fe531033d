package io.jobview.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Pulls one event out of one parser and stops at the first problem. For one use by one thread. */
final class EventReader {
    private static final int REQUIRED = requiredBits();

    private final JsonParser parser;

    /** Bits of the fields that were written, as null too: a second one would leave open which of them counts. */
    private int written;

    /** Bits of the fields that have a value. */
    private int present;

    private @Nullable EventType type;
    private @Nullable String workflowId;
    private @Nullable String jobId;
    private @Nullable Instant occurredAt;
    private long attempt = 1;
    private @Nullable Trigger trigger;
    private @Nullable String containerId;
    private @Nullable Instant scheduledAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant completedAt;
    private @Nullable Instant createdAt;

    EventReader(JsonParser parser) {
        this.parser = parser;
    }

    JobEvent read() throws IOException, ContractException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw new ContractException(
                    first == null
                            ? "only blanks, not a JSON object"
                            : Excerpt.ofValue(parser) + " is not a JSON object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            EventField field = EventField.of(name);
            JsonToken value = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
                continue;
            }
            if ((written & field.bit()) != 0) {
                throw new ContractException(field, "given twice");
            }
            written |= field.bit();
            if (value != JsonToken.VALUE_NULL) {
                present |= field.bit();
                readValue(field);
            }
        }
        if (parser.nextToken() != null) {
            throw new ContractException("more content after the JSON object");
        }
        return complete();
    }

    private void readValue(EventField field) throws IOException, ContractException {
        switch (field) {
            case TYPE -> type = EventValues.type(parser, field);
            case WORKFLOW_ID -> workflowId = EventValues.id(parser, field);
            case JOB_ID -> jobId = EventValues.id(parser, field);
            case OCCURRED_AT -> occurredAt = EventValues.time(parser, field);
            case ATTEMPT -> attempt = EventValues.attempt(parser, field);
            case TRIGGER -> trigger = EventValues.trigger(parser, field);
            case CONTAINER_ID -> containerId = EventValues.containerId(parser, field);
            case SCHEDULED_AT -> scheduledAt = EventValues.time(parser, field);
            case STARTED_AT -> startedAt = EventValues.time(parser, field);
            case COMPLETED_AT -> completedAt = EventValues.time(parser, field);
            case CREATED_AT -> createdAt = EventValues.time(parser, field);
            case EVENT_ID -> parser.skipChildren();
        }
    }

    private JobEvent complete() throws ContractException {
        if (type == null || workflowId == null || jobId == null || occurredAt == null) {
            int missing = REQUIRED & ~present;
            throw new ContractException(EventField.values()[Integer.numberOfTrailingZeros(missing)], "missing");
        }
        return new JobEvent(
                type,
                workflowId,
                jobId,
                occurredAt,
                attempt,
                trigger,
                containerId,
                scheduledAt,
                startedAt,
                completedAt,
                createdAt);
    }

    private static int requiredBits() {
        int bits = 0;
        for (EventField field : EventField.values()) {
            bits |= field.required() ? field.bit() : 0;
        }
        return bits;
    }
}

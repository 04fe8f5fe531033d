package io.jobview.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event that is written as nearly every publisher writes one: an object of strings in ASCII without escapes, and an attempt in
 * digits. Whatever else there is, right or wrong, it leaves to {@link EventReader}, which alone says what is wrong; an event
 * that is read here is read there as the same. It costs a quarter of that. For one use by one thread.
 */
final class PlainEvent {

    private static final EventField[][] FIELDS_BY_LENGTH = fieldsByLength();
    private static final byte[][] FIELD_NAMES = names(EventField.values(), EventField::wireName);
    private static final EventType[] TYPES = EventType.values();
    private static final byte[][] TYPE_NAMES = names(TYPES, EventType::wireName);
    private static final Trigger[] TRIGGERS = Trigger.values();
    private static final byte[][] TRIGGER_NAMES = names(TRIGGERS, Trigger::name);

    private final PlainText json;

    private int present; // bits of fields
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

    private PlainEvent(byte[] json) {
        this.json = new PlainText(json);
    }

    /** Null for what is not plain. */
    static @Nullable JobEvent read(byte[] json) {
        return new PlainEvent(json).read();
    }

    private @Nullable JobEvent read() {
        if (!json.take('{')) {
            return null;
        }
        do {
            if (!json.string()) {
                return null;
            }
            EventField field = field();
            if (!json.take(':') || !value(field)) {
                return null;
            }
        } while (json.take(','));
        if (!json.take('}') || !json.isAtEnd()) {
            return null;
        }
        if (type == null || workflowId == null || jobId == null || occurredAt == null) {
            return null;
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

    /** The field of the name just read; null for one that the contract does not have. */
    private @Nullable EventField field() {
        int length = json.length();
        if (length < FIELDS_BY_LENGTH.length) {
            for (EventField field : FIELDS_BY_LENGTH[length]) {
                if (json.is(FIELD_NAMES[field.ordinal()])) {
                    return field;
                }
            }
        }
        return null;
    }

    /** Whether it was plain, and right where that matters. */
    private boolean value(@Nullable EventField field) {
        if (field == null) {
            return json.string();
        }
        if ((present & field.bit()) != 0) {
            return false;
        }
        present |= field.bit();
        if (field == EventField.ATTEMPT) {
            attempt = json.number();
            return attempt > 0;
        }
        if (!json.string()) {
            return false;
        }
        return switch (field) {
            case TYPE -> (type = one(TYPES, TYPE_NAMES)) != null;
            case WORKFLOW_ID -> (workflowId = id()) != null;
            case JOB_ID -> (jobId = id()) != null;
            case OCCURRED_AT -> (occurredAt = json.time()) != null;
            case TRIGGER -> (trigger = one(TRIGGERS, TRIGGER_NAMES)) != null;
            case CONTAINER_ID -> (containerId = text(EventValues.MAX_CONTAINER_ID_BYTES)) != null;
            case SCHEDULED_AT -> (scheduledAt = json.time()) != null;
            case STARTED_AT -> (startedAt = json.time()) != null;
            case COMPLETED_AT -> (completedAt = json.time()) != null;
            case CREATED_AT -> (createdAt = json.time()) != null;
            case EVENT_ID, ATTEMPT -> true;
        };
    }

    private <T> @Nullable T one(T[] values, byte[][] names) {
        for (int i = 0; i < names.length; i++) {
            if (json.is(names[i])) {
                return values[i];
            }
        }
        return null;
    }

    private @Nullable String id() {
        String id = json.length() == 0 ? null : text(EventValues.MAX_ID_BYTES);
        return id == null || id.equals(".") || id.equals("..") ? null : id;
    }

    private @Nullable String text(int maxBytes) {
        return json.length() > maxBytes ? null : json.text();
    }

    private static EventField[][] fieldsByLength() {
        int longest = Arrays.stream(EventField.values())
                .mapToInt(field -> field.wireName().length())
                .max()
                .orElseThrow();
        EventField[][] fields = new EventField[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int each = length;
            fields[length] = Arrays.stream(EventField.values())
                    .filter(field -> field.wireName().length() == each)
                    .toArray(EventField[]::new);
        }
        return fields;
    }

    private static <T> byte[][] names(T[] values, Function<T, String> name) {
        return Arrays.stream(values)
                .map(value -> name.apply(value).getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }
}

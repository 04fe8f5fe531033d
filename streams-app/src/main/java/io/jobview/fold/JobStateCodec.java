package io.jobview.fold;

import io.jobview.event.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a {@link JobState}: a version, a byte that says which registers follow, and those. Equal states have
 * equal bytes, so replicas can be compared byte by byte. Thread-safe.
 *
 * <p>Order: created, updated, claim (attempt, status, occurred, completed if final), started (attempt, time), then
 * scheduled, trigger and container id (each attempt, occurred, value). The ordinals of the enums are written.
 */
public final class JobStateCodec {
    private static final byte VERSION = 1;

    private static final int CREATED_CLAIMED = 1;
    private static final int CLAIM = 1 << 1;
    private static final int STARTED = 1 << 2;
    private static final int SCHEDULED = 1 << 3;
    private static final int TRIGGER = 1 << 4;
    private static final int CONTAINER = 1 << 5;
    private static final int DELETED = 1 << 6;
    private static final int KNOWN = (1 << 7) - 1;

    /** No state needs more, container id aside: 5 attempts of 9 bytes, 9 instants of 11, 10 others. */
    private static final int MOST_WITHOUT_TEXT = 160;

    private static final byte[] NOTHING = {};
    private static final JobStatus[] STATUSES = JobStatus.values();
    private static final Trigger[] TRIGGERS = Trigger.values();

    private JobStateCodec() {}

    public static byte[] encode(JobState state) {
        return encode(state, NOTHING);
    }

    /** The prefix, then the state, in one array: for a store that keeps something of its own before the state. */
    public static byte[] encode(JobState state, byte[] prefix) {
        String containerId = state.containerId();
        byte[] container = containerId == null ? NOTHING : containerId.getBytes(StandardCharsets.UTF_8);
        byte[] room = new byte[prefix.length + MOST_WITHOUT_TEXT + container.length];
        System.arraycopy(prefix, 0, room, 0, prefix.length);
        PackedWriter out = new PackedWriter(room, prefix.length);
        out.put(VERSION);
        out.put(flags(state));
        out.instant(state.created().at());
        out.instant(state.updatedAt());
        write(out, state.claim());
        if (state.started() != null) {
            out.number(state.started().attempt());
            out.instant(state.started().at());
        }
        if (state.scheduled() != null) {
            writeSaid(out, state.scheduled());
            out.instant(state.scheduled().value());
        }
        if (state.triggeredBy() != null) {
            writeSaid(out, state.triggeredBy());
            out.put(state.triggeredBy().value().ordinal());
        }
        if (state.container() != null) {
            writeSaid(out, state.container());
            out.number(container.length);
            out.put(container);
        }
        return Arrays.copyOf(room, out.end());
    }

    /**
     * The state that {@link #encode} wrote into exactly these bytes.
     *
     * @throws IllegalArgumentException when the version is unknown, or bytes are missing, left over or senseless
     * @throws IndexOutOfBoundsException when offset and length do not lie in the array
     */
    public static JobState decode(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        PackedReader in = new PackedReader("job state", bytes, offset, length);
        byte version = in.take();
        if (version != VERSION) {
            throw in.wrong("version " + version + " instead of " + VERSION);
        }
        int flags = in.take();
        if ((flags & ~KNOWN) != 0) {
            throw in.wrong("an unknown register");
        }
        CreatedAt created = new CreatedAt((flags & CREATED_CLAIMED) != 0, in.instant());
        Instant updatedAt = in.instant();
        // Arguments are evaluated from left to right, which is the order of the bytes.
        JobState state = new JobState(
                created,
                (flags & CLAIM) == 0 ? null : readClaim(in),
                (flags & STARTED) == 0 ? null : new StartedAt(in.attempt(), in.instant()),
                (flags & SCHEDULED) == 0 ? null : new Latest<>(in.attempt(), in.instant(), in.instant()),
                (flags & TRIGGER) == 0 ? null : new Latest<>(in.attempt(), in.instant(), in.constant(TRIGGERS)),
                (flags & CONTAINER) == 0 ? null : new Latest<>(in.attempt(), in.instant(), new ContainerId(in.text())),
                updatedAt,
                (flags & DELETED) != 0);
        in.end();
        return state;
    }

    private static int flags(JobState state) {
        return (state.created().claimed() ? CREATED_CLAIMED : 0)
                | (state.claim() != null ? CLAIM : 0)
                | (state.started() != null ? STARTED : 0)
                | (state.scheduled() != null ? SCHEDULED : 0)
                | (state.triggeredBy() != null ? TRIGGER : 0)
                | (state.container() != null ? CONTAINER : 0)
                | (state.deleted() ? DELETED : 0);
    }

    private static void write(PackedWriter out, @Nullable StatusClaim claim) {
        if (claim != null) {
            out.number(claim.attempt());
            out.put(claim.status().ordinal());
            out.instant(claim.occurredAt());
            if (claim.completedAt() != null) {
                out.instant(claim.completedAt());
            }
        }
    }

    private static StatusClaim readClaim(PackedReader in) {
        long attempt = in.attempt();
        JobStatus status = in.constant(STATUSES);
        return new StatusClaim(attempt, status, in.instant(), StatusClaim.isFinal(status) ? in.instant() : null);
    }

    private static void writeSaid(PackedWriter out, Latest<?> latest) {
        out.number(latest.attempt());
        out.instant(latest.occurredAt());
    }
}

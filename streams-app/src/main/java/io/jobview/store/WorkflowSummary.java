package io.jobview.store;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.Digest;
import io.jobview.query.WorkflowCounts;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of one workflow without reading its jobs. Immutable.
 *
 * <p>Layout: version (1), digest (16), updated_at seconds and nanoseconds (12), then a count for each status and trigger.
 */
@SuppressWarnings("EnumOrdinal") // both enums are append only, as their comments say
public final class WorkflowSummary {

    public static final WorkflowSummary EMPTY = new WorkflowSummary(new long[cells()], Digest.ZERO, Instant.MIN);

    private static final byte VERSION = 1;
    private static final int DIGEST_AND_TIME = 4;

    private final long[] counts;
    private final Digest digest;
    private final Instant updatedAt;

    private WorkflowSummary(long[] counts, Digest digest, Instant updatedAt) {
        this.counts = counts;
        this.digest = digest;
        this.updatedAt = updatedAt;
    }

    /** Takes over counts that nobody else changes, one for each {@link #cell}. */
    static WorkflowSummary of(long[] counts, Digest digest, Instant updatedAt) {
        return new WorkflowSummary(counts, digest, updatedAt);
    }

    /** How many numbers hold all that is known of a workflow. */
    static int numbers() {
        return cells() + DIGEST_AND_TIME;
    }

    /** Writes it as {@link #numbers} numbers. */
    void toNumbers(long[] numbers) {
        int cells = cells();
        System.arraycopy(counts, 0, numbers, 0, cells);
        numbers[cells] = digest.high();
        numbers[cells + 1] = digest.low();
        numbers[cells + 2] = updatedAt.getEpochSecond();
        numbers[cells + 3] = updatedAt.getNano();
    }

    /** Reads what {@link #toNumbers} wrote, or a mixture of such: any of these make a summary. */
    static WorkflowSummary ofNumbers(long[] numbers) {
        int cells = cells();
        return new WorkflowSummary(
                Arrays.copyOf(numbers, cells),
                new Digest(numbers[cells], numbers[cells + 1]),
                Instant.ofEpochSecond(numbers[cells + 2], numbers[cells + 3]));
    }

    /** How many jobs have this status and trigger. */
    public long count(JobStatus status, Trigger trigger) {
        return counts[cell(status, trigger)];
    }

    /** How many jobs there are. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    public Digest digest() {
        return digest;
    }

    /** The greatest updated_at ever seen, of deleted jobs too; {@link Instant#MIN} before any event. */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** This summary after one job went from {@code before} to {@code after}; null where the job has no row. */
    WorkflowSummary replace(@Nullable DerivedRow before, @Nullable DerivedRow after, Instant seen) {
        long[] next = counts.clone();
        Digest sum = digest;
        if (before != null) {
            next[cell(before.status(), before.trigger())]--;
            sum = sum.minus(before.digest());
        }
        if (after != null) {
            next[cell(after.status(), after.trigger())]++;
            sum = sum.plus(after.digest());
        }
        return new WorkflowSummary(next, sum, seen.isAfter(updatedAt) ? seen : updatedAt);
    }

    /** As readers see it. */
    public WorkflowCounts counts(String workflowId) {
        Map<JobStatus, Map<Trigger, Long>> all = new EnumMap<>(JobStatus.class);
        for (JobStatus status : JobStatus.values()) {
            Map<Trigger, Long> byTrigger = new EnumMap<>(Trigger.class);
            for (Trigger trigger : Trigger.values()) {
                byTrigger.put(trigger, count(status, trigger));
            }
            all.put(status, byTrigger);
        }
        return new WorkflowCounts(workflowId, all, updatedAt.equals(Instant.MIN) ? null : updatedAt);
    }

    byte[] toBytes() {
        int size = 1 + 3 * Long.BYTES + Integer.BYTES;
        for (long count : counts) {
            size += Varint.size(count);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size)
                .put(VERSION)
                .putLong(digest.high())
                .putLong(digest.low())
                .putLong(updatedAt.getEpochSecond())
                .putInt(updatedAt.getNano());
        for (long count : counts) {
            Varint.write(bytes, count);
        }
        return bytes.array();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are damaged or of an unknown version
     */
    static WorkflowSummary parse(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        try {
            byte version = bytes.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("workflow summary has unknown version " + version);
            }
            Digest digest = new Digest(bytes.getLong(), bytes.getLong());
            Instant updatedAt = instant(bytes.getLong(), bytes.getInt());
            long[] counts = new long[cells()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = Varint.read(bytes);
            }
            if (bytes.hasRemaining()) {
                throw new IllegalArgumentException("workflow summary has " + bytes.remaining() + " bytes too many");
            }
            return new WorkflowSummary(counts, digest, updatedAt);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("workflow summary of " + value.length + " bytes is cut short", e);
        }
    }

    private static Instant instant(long seconds, int nanos) {
        if (seconds < Instant.MIN.getEpochSecond()
                || seconds > Instant.MAX.getEpochSecond()
                || nanos < 0
                || nanos > Instant.MAX.getNano()) {
            throw new IllegalArgumentException("workflow summary has a senseless time");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    static int cells() {
        return JobStatus.values().length * Trigger.values().length;
    }

    /** In the order of their facets' keys. */
    static int cell(JobStatus status, Trigger trigger) {
        return status.ordinal() * Trigger.values().length + trigger.ordinal();
    }
}

package io.jobview.store;

import io.jobview.fold.JobState;
import io.jobview.fold.JobStateCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Value of one job's folded state, in the store and in the changelog: what replicas are made from.
 *
 * <p>Layout: version (1), origins, registers.
 *
 * @param origins where the events behind it came from
 * @param state the registers
 */
public record StateValue(Origins origins, JobState state) {

    private static final byte VERSION = 1;

    public byte[] toBytes() {
        byte[] registers = JobStateCodec.encode(state);
        ByteBuffer bytes = ByteBuffer.allocate(1 + origins.encodedSize() + registers.length);
        bytes.put(VERSION);
        origins.write(bytes);
        return bytes.put(registers).array();
    }

    /** What both know. A join like that of its parts, so what was read twice or too late does no harm. */
    public StateValue join(StateValue other) {
        return new StateValue(origins.join(other.origins), state.join(other.state));
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are damaged or of an unknown version
     */
    public static StateValue parse(byte[] value) {
        return parse(value, 0, value.length);
    }

    /** The same of what lies within an array. */
    static StateValue parse(byte[] value, int from, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(value, from, length);
        try {
            byte version = bytes.get();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "state value has version " + version + ", this Jobview reads " + VERSION);
            }
            Origins origins = Origins.read(bytes);
            return new StateValue(origins, JobStateCodec.decode(value, bytes.position(), bytes.remaining()));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("state value of " + length + " bytes is cut short", e);
        }
    }
}

package io.jobview.store.key;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import java.time.Instant;

/** The keys of a job's row and facet from the key of its state, without a string between them: for whoever writes millions. For one thread. */
public final class DerivedKeys {

    /** By which the key of a facet is longer than that of the row. */
    public static final int FACET_BYTES = 2;

    private byte[] bytes = {};
    private int rowLength;

    /** Where the workflow's id ends in the key of a state. */
    public static int workflowEnd(byte[] stateKey) {
        return KeyBytes.indexOf(stateKey, KeyBytes.END, 0);
    }

    /**
     * Writes both, over those before.
     *
     * @param end of the workflow's id in the key of the state
     * @param length of the key of the state
     */
    @SuppressWarnings("EnumOrdinal") // both enums are append only, as their comments say
    public void set(byte[] stateKey, int end, int length, Instant createdAt, JobStatus status, Trigger trigger) {
        int prefix = end + 1;
        int job = length - prefix;
        int place = Place.TIME_BYTES + job + 1;
        rowLength = prefix + place;
        if (bytes.length < length()) {
            bytes = new byte[2 * length()];
        }
        System.arraycopy(stateKey, 0, bytes, 0, prefix);
        Place.write(bytes, prefix, createdAt, stateKey, prefix, job);
        int facet = rowLength;
        System.arraycopy(stateKey, 0, bytes, facet, prefix);
        bytes[facet + prefix] = (byte) status.ordinal();
        bytes[facet + prefix + 1] = (byte) trigger.ordinal();
        System.arraycopy(bytes, prefix, bytes, facet + prefix + FACET_BYTES, place);
    }

    /** The row's key and behind it the facet's, from the first byte on, until the next are written. */
    public byte[] bytes() {
        return bytes;
    }

    public int rowLength() {
        return rowLength;
    }

    /** Of both. */
    public int length() {
        return 2 * rowLength + FACET_BYTES;
    }
}

package io.jobview.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a changelog vouches for its inputs: a record among its states, written before each commit. All that the inputs held before
 * these offsets, and that belongs to this home partition, is in the states before the record. The fold is a join, so whoever loads
 * them may fold from here, or from any earlier offset.
 *
 * @param history what the states are the fold of
 * @param partition the home partition
 * @param changelog id of the topic that holds all these states
 * @param changelogBegin where that topic began when it held them: what is deleted from it later is no longer vouched for
 * @param events the next offset of this partition of the events topic
 * @param rerouted the same of the topic with events on their way
 * @param passedOn whether events of this partition were ever passed on to other homes
 * @param missing what was deleted from this partition of the events topic before it was read
 */
public record Checkpoint(
        History history,
        int partition,
        String changelog,
        long changelogBegin,
        long events,
        long rerouted,
        boolean passedOn,
        List<MissingEvents> missing) {

    private static final byte VERSION = 1;
    private static final byte[] KEY = {0, 'c', 'h', 'e', 'c', 'k', 'p', 'o', 'i', 'n', 't'};

    public Checkpoint {
        missing = List.copyOf(missing);
    }

    /** The key of the record in the changelog. No job has it: no workflow id begins with a control character. */
    public static byte[] key() {
        return KEY.clone();
    }

    /** Whether this is the key of a checkpoint. */
    public static boolean isKey(byte[] key) {
        return key.length > 0 && key[0] == 0;
    }

    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(history.cluster());
            out.writeUTF(history.events());
            out.writeUTF(history.rerouted());
            out.writeUTF(history.application());
            out.writeInt(history.homes());
            out.writeInt(partition);
            out.writeUTF(changelog);
            out.writeLong(changelogBegin);
            out.writeLong(events);
            out.writeLong(rerouted);
            out.writeBoolean(passedOn);
            out.writeInt(missing.size());
            for (MissingEvents range : missing) {
                out.writeInt(range.partition());
                out.writeLong(range.from());
                out.writeLong(range.to());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of an array: cannot be
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if the bytes are damaged or of an unknown version
     */
    public static Checkpoint parse(byte[] value) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(value))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "checkpoint has version " + version + ", this Jobview reads " + VERSION);
            }
            History history = new History(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readInt());
            return new Checkpoint(
                    history,
                    in.readInt(),
                    in.readUTF(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readBoolean(),
                    missing(in));
        } catch (IOException e) {
            throw new IllegalArgumentException("checkpoint of " + value.length + " bytes is damaged", e);
        }
    }

    private static List<MissingEvents> missing(DataInputStream in) throws IOException {
        List<MissingEvents> missing = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            missing.add(new MissingEvents(in.readInt(), in.readLong(), in.readLong()));
        }
        return missing;
    }
}

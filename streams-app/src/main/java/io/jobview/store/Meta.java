package io.jobview.store;

import io.jobview.history.Checkpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.WriteBatch;

/**
 * What the store remembers about itself: the layout of its families, the changelog offset it has reached (KIP-1035) and its
 * position. Called by the store's one writer.
 */
final class Meta {

    /** Raise it with any change to a key or to a derived value; a store of another layout is not opened. */
    private static final byte LAYOUT = 2;

    /** Of stores that were made since there are checkpoints: one without is sure of nothing. */
    private static final byte KEEPS_CHECKPOINTS = 1;

    private static final byte[] LAYOUT_KEY = key("layout");
    private static final byte[] POSITION_KEY = key("position");
    private static final byte[] UNDERIVED_KEY = key("underived");
    private static final byte[] CHECKPOINT_KEY = key("checkpoint");

    private final JobDb db;

    Meta(JobDb db) {
        this.db = db;
    }

    /**
     * Marks a new store, or checks the mark of an old one.
     *
     * @throws ProcessorStateException if the store was written in another layout
     */
    void checkLayout() {
        byte[] layout = db.get(Family.META, LAYOUT_KEY);
        if (layout == null) {
            try (WriteBatch batch = new WriteBatch()) {
                db.put(batch, Family.META, LAYOUT_KEY, new byte[] {LAYOUT, KEEPS_CHECKPOINTS});
                db.write(batch);
            }
        } else if (layout[0] != LAYOUT) {
            throw new ProcessorStateException("the store has layout " + layout[0] + ", this Jobview reads " + LAYOUT
                    + ": stop it, remove its state folder and start it again to rebuild from the changelog");
        }
    }

    /** Whether an earlier version made the store, which kept no checkpoints. */
    boolean isInherited() {
        byte[] layout = db.get(Family.META, LAYOUT_KEY);
        return layout != null && layout.length == 1;
    }

    /** Whether there are states from which nothing is derived yet. */
    boolean isUnderived() {
        return db.get(Family.META, UNDERIVED_KEY) != null;
    }

    void markUnderived() {
        try (WriteBatch batch = new WriteBatch()) {
            db.put(batch, Family.META, UNDERIVED_KEY, new byte[] {1});
            db.write(batch);
        }
    }

    void markDerived() {
        try (WriteBatch batch = new WriteBatch()) {
            db.delete(batch, Family.META, UNDERIVED_KEY);
            db.write(batch);
        }
    }

    Origins position() {
        byte[] value = db.get(Family.META, POSITION_KEY);
        return value == null ? Origins.NONE : Origins.read(ByteBuffer.wrap(value));
    }

    @Nullable
    Long offset(TopicPartition changelog) {
        byte[] value = db.get(Family.META, offsetKey(changelog));
        return value == null ? null : ByteBuffer.wrap(value).getLong();
    }

    @Nullable
    Checkpoint checkpoint() {
        byte[] value = db.get(Family.META, CHECKPOINT_KEY);
        return value == null ? null : Checkpoint.parse(value);
    }

    /** @param checkpoint behind whose states these offsets are; null for none */
    void commit(Map<TopicPartition, Long> changelogOffsets, Origins position, @Nullable Checkpoint checkpoint) {
        try (WriteBatch batch = new WriteBatch()) {
            changelogOffsets.forEach((changelog, offset) -> db.put(
                    batch,
                    Family.META,
                    offsetKey(changelog),
                    ByteBuffer.allocate(Long.BYTES).putLong(offset).array()));
            ByteBuffer bytes = ByteBuffer.allocate(position.encodedSize());
            position.write(bytes);
            db.put(batch, Family.META, POSITION_KEY, bytes.array());
            if (checkpoint != null) {
                db.put(batch, Family.META, CHECKPOINT_KEY, checkpoint.toBytes());
            }
            db.write(batch);
        }
    }

    private static byte[] offsetKey(TopicPartition changelog) {
        return key("offset:" + changelog);
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}

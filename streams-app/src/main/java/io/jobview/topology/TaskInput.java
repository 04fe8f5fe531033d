package io.jobview.topology;

import java.util.HashMap;
import java.util.Map;

/** The inputs of one task together. For its stream thread. */
final class TaskInput {

    /** Fewer records than that are folded in the time in which nobody would notice. */
    private static final long FAR = 1000;

    private final Map<String, ConsumedOffsets.Cell> byTopic = new HashMap<>();
    private ConsumedOffsets.Cell[] cells = {}; // the same, for each event looks at them
    private Runnable write = () -> {};
    private boolean held;

    /** @param write writes what is held */
    void onWrite(Runnable write) {
        this.write = write;
    }

    void begin(String topic, ConsumedOffsets.Cell cell) {
        byTopic.put(topic, cell);
        cells = byTopic.values().toArray(ConsumedOffsets.Cell[]::new);
        held = false;
    }

    /** Whether more is left to consume than a moment's work, as far as the ends are known. */
    boolean isFarBehind() {
        for (ConsumedOffsets.Cell cell : cells) {
            if (cell.left() >= FAR) {
                return true;
            }
        }
        return false;
    }

    /** From now on what is consumed cannot be read yet, and is not reported as consumed. */
    void hold() {
        held = true;
    }

    boolean isHeld() {
        return held;
    }

    /** Writes what is held. */
    void write() {
        write.run();
    }

    /** Everything consumed so far can be read. */
    void release() {
        if (held) {
            held = false;
            for (ConsumedOffsets.Cell cell : cells) {
                cell.publish();
            }
        }
    }
}

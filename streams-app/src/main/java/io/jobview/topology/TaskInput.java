package io.jobview.topology;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs of one task together. For its stream thread. */
final class TaskInput {

    /** Fewer records than that are folded in the time in which nobody would notice. */
    private static final long FAR = 1000;

    private final Map<String, InputTenure> byTopic = new HashMap<>();
    private InputTenure[] tenures = {}; // the same, for each event looks at them
    private Runnable write = () -> {};
    private boolean held;
    private boolean passedOn;

    /** @param write writes what is held */
    void onWrite(Runnable write) {
        this.write = write;
    }

    void begin(String topic, InputTenure tenure) {
        byTopic.put(topic, tenure);
        tenures = byTopic.values().toArray(InputTenure[]::new);
        held = false;
    }

    /** Null when the task does not have it. */
    @Nullable
    InputTenure of(String topic) {
        return byTopic.get(topic);
    }

    /** Whether more is left to consume than a moment's work, as far as the ends are known. */
    boolean isFarBehind() {
        for (InputTenure tenure : tenures) {
            if (tenure.left() >= FAR) {
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
            for (InputTenure tenure : tenures) {
                tenure.publish();
            }
        }
    }

    /** An event was passed on to another home. */
    void passOn() {
        passedOn = true;
    }

    boolean hasPassedOn() {
        return passedOn;
    }

    /** What is to be looked at now and then, whether or not there are records. */
    void atRest(InputOffsets offsets) {
        for (InputTenure tenure : tenures) {
            tenure.judgeGaps();
            tenure.sayPassed(offsets);
        }
    }
}

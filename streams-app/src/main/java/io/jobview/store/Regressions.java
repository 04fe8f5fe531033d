package io.jobview.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the changelog holds with what is known, and remembers the jobs of which it last held less. That comes about when an
 * instance was paused: by the time it goes on, and writes what it had folded before, another one has taken over and has written
 * newer states. Compaction keeps the last record of a job, so those newer ones have to be written again by whoever is active.
 * For the store's one writer.
 */
final class Regressions {

    private final Set<Bytes> regressed = new HashSet<>();

    /**
     * What is to be stored of a job.
     *
     * @param known what is stored now; null for nothing
     * @param read what the changelog holds; null when the job was forgotten
     */
    byte @Nullable [] join(byte[] key, byte @Nullable [] known, byte @Nullable [] read) {
        byte[] joined = read;
        if (known != null && read != null && !Arrays.equals(known, read)) {
            joined = StateValue.parse(known).join(StateValue.parse(read)).toBytes();
        }
        if (Arrays.equals(joined, read)) {
            regressed.remove(Bytes.wrap(key));
        } else {
            regressed.add(Bytes.wrap(key));
        }
        return joined;
    }

    boolean isEmpty() {
        return regressed.isEmpty();
    }

    /** The jobs whose state has to be written again; from now on none. */
    Collection<Bytes> take() {
        List<Bytes> all = List.copyOf(regressed);
        regressed.clear();
        return all;
    }
}

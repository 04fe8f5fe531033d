package io.jobview.store;

import io.jobview.history.TopicFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens stores, in place of a damaged one an empty one: Streams asks that for its offset, is told of none, and so loads it from the changelog.
 * The damaged one stays beside it for whoever wants to know what happened to the disk.
 */
final class Healing {

    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);

    private Healing() {}

    /** @throws ProcessorStateException also when a damaged store cannot be replaced; its message says what to remove */
    static OpenStore open(Path folder, int partition, StoreMemory memory, Supplier<@Nullable TopicFacts> facts) {
        String damage = noted(folder);
        if (damage == null) {
            try {
                return OpenStore.open(folder, partition, memory, facts);
            } catch (DamagedStoreException e) {
                damage = e.damage();
            }
        }
        Path aside = setAside(folder, damage);
        OpenStore empty = openEmpty(folder, partition, memory, facts);
        LOG.warn(
                "the store of partition {} was damaged ({}): it lies in {} now, and the partition is loaded anew",
                partition,
                damage,
                aside);
        return empty;
    }

    private static @Nullable String noted(Path folder) {
        try {
            return Damage.noted(folder);
        } catch (IOException e) {
            throw new ProcessorStateException("cannot open the store in " + folder + ": " + e, e);
        }
    }

    private static Path setAside(Path folder, String damage) {
        try {
            return SetAside.move(folder);
        } catch (IOException e) {
            throw new ProcessorStateException(
                    "the store in " + folder + " is damaged (" + damage + ") and cannot be put aside (" + e
                            + "): remove that folder to have it loaded anew",
                    e);
        }
    }

    private static OpenStore openEmpty(
            Path folder, int partition, StoreMemory memory, Supplier<@Nullable TopicFacts> facts) {
        try {
            return OpenStore.open(folder, partition, memory, facts);
        } catch (StreamsException e) {
            throw new ProcessorStateException(
                    "no store can be made in the place of a damaged one: remove " + folder + " and try again ("
                            + e.getMessage() + ")",
                    e);
        }
    }
}

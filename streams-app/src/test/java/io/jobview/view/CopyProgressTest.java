package io.jobview.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.history.Checkpoint;
import io.jobview.history.History;
import io.jobview.history.TopicFacts;
import io.jobview.store.StoreMemory;
import io.jobview.store.TestStore;
import io.jobview.topology.HomePartition;
import io.jobview.topology.ViewTopics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyProgressTest {

    private static final int HOME = TestStore.PARTITION;
    private static final int HOMES = 6;
    private static final History HISTORY = new History("cluster", "events", "rerouted", "view", HOMES);
    private static final ViewTopics TOPICS = ViewTopics.of("view", "job-events");

    @TempDir
    private Path folder;

    private StoreMemory memory;
    private TestStore store;
    private CopyProgress copies;

    @BeforeEach
    void open() {
        memory = new StoreMemory(8L << 20);
        TopicFacts facts = new TopicFacts(HISTORY, HOMES, "log", Map.of());
        store = TestStore.open(folder, memory, () -> facts);
        store.opened().complete();
        copies = new CopyProgress(TOPICS, new HomePartition(HOMES), () -> HOMES, input -> 0, store.locals());
        copies.begins(HOME, 0);
        Checkpoint checkpoint = new Checkpoint(HISTORY, HOME, "log", 0, 40, 0, false, List.of());
        store.restore(List.of(KeyValue.pair(Checkpoint.key(), checkpoint.toBytes())));
        copies.loaded(HOME, 1);
    }

    @AfterEach
    void close() {
        store.close();
        memory.close();
    }

    /** Whoever has partition 1 is stuck before two events. Nobody else can know whether they are of here, be they the first ever. */
    @Test
    void whileATaskElsewhereIsStuckNoneIsSureThatNothingIsOnItsWay() {
        sample(3);
        assertThat(copies.lag(store.opened())).isNull();

        sample(5);
        assertThat(copies.lag(store.opened())).isNotNull();
    }

    private void sample(long committedElsewhere) {
        TopicPartition home = new TopicPartition(TOPICS.events(), HOME);
        TopicPartition elsewhere = new TopicPartition(TOPICS.events(), 1);
        Map<TopicPartition, Long> ends = new HashMap<>();
        copies.interests().forEach(each -> ends.put(each, 0L));
        ends.put(home, 40L);
        ends.put(elsewhere, 5L);
        ends.put(new TopicPartition(TOPICS.changelog(), HOME), 1L);
        Map<TopicPartition, Long> committed = Map.of(home, 40L, elsewhere, committedElsewhere);
        copies.sampled(new BrokerSample(committed, Moment.now(), Map.of(), ends));
        copies.look();
    }
}

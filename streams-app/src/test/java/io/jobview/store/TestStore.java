package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.history.TopicFacts;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Positioned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.jspecify.annotations.Nullable;

/** A store as Kafka Streams drives it, without Kafka: the changelog is a list whose indexes are the offsets. */
public final class TestStore implements AutoCloseable {

    public static final int PARTITION = 5;
    static final TopicPartition CHANGELOG = new TopicPartition("test-jobs-changelog", PARTITION);

    private final LocalStores locals;
    private final JobStore store;
    private final StoreContext context;

    private TestStore(Path folder, StoreMemory memory, LocalStores locals) {
        this.locals = locals;
        store = new JobStore("jobs", memory, locals);
        context = new StoreContext(PARTITION, folder);
        store.init(context, store);
    }

    /** Opens the store in this folder; readers are not let in before {@link #activate}. */
    static TestStore open(Path folder, StoreMemory memory) {
        return new TestStore(folder, memory, new LocalStores());
    }

    /** The same beside topics that hold a history. */
    public static TestStore open(Path folder, StoreMemory memory, Supplier<@Nullable TopicFacts> facts) {
        return new TestStore(folder, memory, new LocalStores(facts));
    }

    TestStore activate() {
        locals.find(PARTITION).orElseThrow().setActive(true);
        return this;
    }

    void deactivate() {
        locals.find(PARTITION).orElseThrow().setActive(false);
    }

    /** Where it is found. */
    public LocalStores locals() {
        return locals;
    }

    public OpenStore opened() {
        return locals.find(PARTITION).orElseThrow();
    }

    JobStore store() {
        return store;
    }

    /** Folds one event as the topology does, and returns what Streams would send to the changelog. */
    KeyValue<byte[], byte[]> fold(Sourced sourced) {
        Bytes key = Bytes.wrap(sourced.job().toBytes());
        byte[] before = store.get(key);
        StateValue one = sourced.value();
        byte[] value = (before == null ? one : Sourced.join(StateValue.parse(before), one)).toBytes();
        store.put(key, value);
        return KeyValue.pair(key.get(), value);
    }

    List<KeyValue<byte[], byte[]>> foldAll(List<Sourced> feed) {
        List<KeyValue<byte[], byte[]>> changelog = new ArrayList<>();
        feed.forEach(sourced -> changelog.add(fold(sourced)));
        return changelog;
    }

    public void restore(List<KeyValue<byte[], byte[]>> batch) {
        context.restore(batch);
    }

    void restoreInBatches(List<KeyValue<byte[], byte[]>> changelog, SplittableRandom random, int largest) {
        for (int from = 0; from < changelog.size(); ) {
            int to = Math.min(changelog.size(), from + 1 + random.nextInt(largest));
            restore(changelog.subList(from, to));
            from = to;
        }
    }

    void commit(long offset) {
        store.commit(Map.of(CHANGELOG, offset));
    }

    @Nullable
    Long committed() {
        return store.committedOffset(CHANGELOG);
    }

    <R> QueryResult<R> query(StoreQuery<R> query) {
        return store.query(query, PositionBound.unbounded(), new QueryConfig(false));
    }

    <R> R ask(StoreQuery<R> query) {
        QueryResult<R> result = query(query);
        assertThat(result.isSuccess())
                .as(() -> result.getFailureReason() + ": " + result.getFailureMessage())
                .isTrue();
        return result.getResult();
    }

    JobPage page(PageRequest request) {
        return positioned(request).value();
    }

    Positioned<JobPage> positioned(PageRequest request) {
        return ask(new JobPageQuery(request));
    }

    @Override
    public void close() {
        store.close();
    }
}

package io.jobview.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Positioned;
import io.jobview.store.JobPageQuery;
import io.jobview.store.LocalStores;
import io.jobview.store.StoreMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology without a broker, as the task of partition 0. What it passes on comes back to it whatever its home, as the
 * driver knows no other partition.
 */
final class TopologyRun implements AutoCloseable {

    static final ViewTopics TOPICS = ViewTopics.of("run", "job-events");

    private static final InputOffsets FROM_THE_BEGINNING = new InputOffsets() {
        @Override
        public long start(TopicPartition input) {
            return 0;
        }

        @Override
        public void passed(TopicPartition input, long offset) {
            // nobody else reads
        }
    };

    final ViewCounters counters = new ViewCounters();
    final ConsumedOffsets consumed = new ConsumedOffsets();
    final HomePartition home;
    final TestInputTopic<byte[], byte[]> events;
    final TestInputTopic<byte[], byte[]> rerouted;

    private final StoreMemory memory = new StoreMemory(8 << 20);
    private final TopologyTestDriver driver;

    TopologyRun(Path stateDir, int partitions) {
        home = new HomePartition(partitions);
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "run",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:1",
                StreamsConfig.STATE_DIR_CONFIG,
                stateDir.toString()));
        driver = new TopologyTestDriver(
                ViewTopology.build(TOPICS, home, memory, new LocalStores(), FROM_THE_BEGINNING, consumed, counters),
                settings);
        events = driver.createInputTopic(TOPICS.events(), new ByteArraySerializer(), new ByteArraySerializer());
        rerouted = driver.createInputTopic(TOPICS.rerouted(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A workflow id whose home is this partition. */
    String workflowOf(int partition) {
        for (int i = 0; ; i++) {
            if (home.of("wf-" + i) == partition) {
                return "wf-" + i;
            }
        }
    }

    List<TestRecord<byte[], byte[]>> written(String topic) {
        TestOutputTopic<byte[], byte[]> output =
                driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return output.readRecordsToList();
    }

    Positioned<JobPage> page(String workflowId) {
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(ViewTopology.STORE);
        QueryResult<Positioned<JobPage>> answer = store.query(
                new JobPageQuery(new PageRequest(workflowId, JobFilter.ALL, PageRequest.MAX_LIMIT, null)),
                PositionBound.unbounded(),
                new QueryConfig(false));
        return answer.getResult();
    }

    String rows(String workflowId) {
        return new String(page(workflowId).value().rows(), UTF_8);
    }

    @Override
    public void close() {
        driver.close();
        memory.close();
    }
}

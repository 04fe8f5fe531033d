package io.jobview.bench.textbook;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import io.javalin.util.ConcurrencyUtil;
import io.jobview.view.JobView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Pages the textbook way: a stock persistent store, a range of it through interactive queries (IQv1), an object for each row,
 * {@code ctx.json}. The store holds a view's rows under keys in the order of the page, so it is spared all sorting, and its
 * table is a global one, so it is spared all compositing of partitions.
 */
public final class TextbookPages implements AutoCloseable {

    public static final String THREADS = "textbook-http";

    private static final String STORE = "rows";
    private static final int MIN_THREADS = 8;
    private static final int MAX_THREADS = 250;

    /** As the API has it. */
    record JobsPage(List<Job> jobs, String cursor) {}

    private final KafkaStreams streams;
    private final Javalin javalin;
    private final ReadOnlyKeyValueStore<String, Job> rows;

    private TextbookPages(KafkaStreams streams) {
        this.streams = streams;
        rows = streams.store(StoreQueryParameters.fromNameAndType(STORE, QueryableStoreTypes.keyValueStore()));
        javalin = Javalin.create(this::configure).start("127.0.0.1", 0);
    }

    /**
     * Copies a view's rows and serves them when all are there.
     *
     * @param topic not used before
     * @param state an empty folder
     */
    public static TextbookPages start(
            String topic, String bootstrapServers, Path state, JobView view, List<String> workflowIds) {
        long copied = RowsTopic.fill(topic, bootstrapServers, view, workflowIds);
        StreamsBuilder builder = new StreamsBuilder();
        builder.globalTable(
                topic,
                Consumed.with(Serdes.String(), Json.serde(Job.class)),
                Materialized.<String, Job>as(Stores.persistentKeyValueStore(STORE))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Json.serde(Job.class)));
        Properties settings = new Properties();
        settings.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                topic,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                StreamsConfig.STATE_DIR_CONFIG,
                state.toString()));
        KafkaStreams streams = new KafkaStreams(builder.build(), settings);
        streams.start(); // returns when the global table has read its topic
        TextbookPages pages = new TextbookPages(streams);
        long there = pages.count();
        if (there != copied) {
            pages.close();
            throw new IllegalStateException("the textbook's store has " + there + " of " + copied + " rows");
        }
        return pages;
    }

    public int port() {
        return javalin.port();
    }

    private void configure(JavalinConfig settings) {
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.startup.startupWatcherEnabled = false;
        settings.jetty.threadPool = ConcurrencyUtil.jettyThreadPool(THREADS, MIN_THREADS, MAX_THREADS, false);
        settings.jsonMapper(new JavalinJackson(Json.MAPPER, false));
        settings.routes.get("/workflows/{workflow_id}/jobs", this::answer);
    }

    private void answer(Context context) {
        String cursor = context.queryParam("cursor");
        int limit = context.queryParamAsClass("limit", Integer.class).getOrDefault(10);
        context.json(page(context.pathParam("workflow_id"), limit, cursor == null ? "" : cursor));
    }

    /** The cursor is the job and time of the last row, as its key has them. */
    private JobsPage page(String workflowId, int limit, String cursor) {
        String prefix = RowsTopic.prefix(workflowId);
        String from = cursor.isEmpty() ? prefix : prefix + cursor + '!'; // the least that follows an id
        List<Job> jobs = new ArrayList<>(limit);
        String last = "";
        try (KeyValueIterator<String, Job> range = rows.range(from, prefix + '~')) {
            while (range.hasNext()) {
                KeyValue<String, Job> row = range.next();
                if (jobs.size() == limit) {
                    return new JobsPage(jobs, last);
                }
                jobs.add(row.value);
                last = row.key.substring(prefix.length());
            }
        }
        return new JobsPage(jobs, "");
    }

    private long count() {
        long count = 0;
        try (KeyValueIterator<String, Job> all = rows.all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    @Override
    public void close() {
        javalin.stop();
        streams.close();
    }
}

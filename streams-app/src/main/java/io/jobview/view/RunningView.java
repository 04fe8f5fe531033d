package io.jobview.view;

import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import io.jobview.store.JobPageQuery;
import io.jobview.store.LocalStores;
import io.jobview.store.StoreMemory;
import io.jobview.store.TotalsQuery;
import io.jobview.topology.ConsumedOffsets;
import io.jobview.topology.HomePartition;
import io.jobview.topology.ViewCounters;
import io.jobview.topology.ViewTopics;
import io.jobview.topology.ViewTopology;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.errors.StreamsStoppedException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** A view whose topics are there: the streams, the stores' memory and the watch over them, from start to close. */
final class RunningView implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final String FOLDER_IN_USE =
            "Unable to initialize state"; // Streams has no exception of its own for it
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ViewConfig config;
    private final ViewTopics topics;
    private final HomePartition home;
    private final StoreMemory memory;
    private final LocalStores locals = new LocalStores();
    private final ConsumedOffsets consumed = new ConsumedOffsets();
    private final ViewCounters counters;
    private final KafkaStreams streams;
    private final InputProgress progress;
    private final HostInfo self;

    private boolean closed;
    private volatile boolean wasReady;

    /**
     * @param instanceId see {@link InstanceId}
     * @param onFailure told once when the streams cannot go on
     * @throws ViewFailure if they cannot even start
     */
    RunningView(
            ViewConfig config,
            String instanceId,
            ViewTopics topics,
            HomePartition home,
            ViewCounters counters,
            Admin admin,
            Consumer<Throwable> onFailure) {
        this.config = config;
        this.topics = topics;
        this.home = home;
        this.counters = counters;
        self = Endpoint.of(config.advertised());
        memory = new StoreMemory(config.memoryBytes());
        streams = streams(ViewTopology.build(topics, home, memory, locals, consumed, counters), instanceId);
        streams.setUncaughtExceptionHandler(failure -> {
            onFailure.accept(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        progress = new InputProgress(
                new LocalInput(streams, admin, config.applicationId()), admin, topics.rerouted(), consumed);
    }

    private KafkaStreams streams(Topology topology, String instanceId) {
        try {
            return new KafkaStreams(topology, StreamsSettings.of(config, instanceId));
        } catch (RuntimeException e) {
            memory.close();
            throw cannotStart(e);
        }
    }

    /** Not while {@link #close} runs: it opens the stores. */
    synchronized void start() {
        if (closed) {
            return;
        }
        try {
            streams.start();
        } catch (RuntimeException e) {
            throw cannotStart(e);
        }
        progress.start();
    }

    private ViewFailure cannotStart(RuntimeException cause) {
        if (cause instanceof ViewFailure known) {
            return known;
        }
        if (cause instanceof ConfigException) {
            return ViewFailure.settings(cause);
        }
        if (ViewFailure.reason(cause).startsWith(FOLDER_IN_USE)) {
            return new ViewFailure(
                    "state folder " + config.stateDir() + " is in use by another view of the name "
                            + config.applicationId(),
                    cause);
        }
        return new ViewFailure(
                "the view cannot start from " + config.stateDir() + ": " + ViewFailure.reason(cause), cause);
    }

    PageResult page(PageRequest request) {
        int partition = home.of(request.workflowId());
        QueryResult<JobPage> answer = ask(partition, new JobPageQuery(request));
        if (answer != null && answer.isSuccess()) {
            return new PageResult.Served(answer.getResult(), lag(partition));
        }
        HostInfo owner = owner(partition);
        if (owner != null && !owner.equals(self)) {
            return new PageResult.Elsewhere(
                    partition, Endpoint.uri(owner, config.advertised().getScheme()));
        }
        String reason = answer == null ? "the view is not running" : answer.getFailureMessage();
        return new PageResult.NotReady(reason, RETRY_AFTER);
    }

    /** What the partitions that are active here hold together; costs a read for each of their workflows. */
    Totals totals() {
        Totals totals = Totals.NONE;
        for (int partition = 0; partition < home.partitions(); partition++) {
            QueryResult<Totals> part = ask(partition, new TotalsQuery());
            if (part != null && part.isSuccess()) {
                totals = totals.plus(part.getResult());
            }
        }
        return totals;
    }

    ViewStatus status() {
        KafkaStreams.State state = streams.state();
        List<Integer> active = locals.activePartitions();
        // Once ready it stays ready in a rebalance: other partitions can be read, and readers be sent on.
        wasReady |= state == KafkaStreams.State.RUNNING && active.containsAll(progress.assigned());
        boolean ready = wasReady && state.isRunningOrRebalancing();
        String detail = ready
                ? active.size() + " of " + home.partitions() + " partitions are active here"
                : "restoring and waiting for partitions";
        return new ViewStatus(
                ready ? ViewStatus.State.READY : ViewStatus.State.STARTING,
                detail,
                progress.consumed(),
                progress.end(),
                progress.caughtUp(),
                worstLag(),
                counters.folded(),
                counters.rejected(),
                counters.rerouted());
    }

    /** Reads one partition's store here; null when the streams do not run. Freshness is ours to judge, see design section 6. */
    private <R> @Nullable QueryResult<R> ask(int partition, Query<R> query) {
        try {
            return streams.query(StateQueryRequest.inStore(ViewTopology.STORE)
                            .withQuery(query)
                            .withPartitions(Set.of(partition)))
                    .getPartitionResults()
                    .get(partition);
        } catch (StreamsNotStartedException | StreamsStoppedException e) {
            return null;
        }
    }

    /**
     * An event that was passed on had to be consumed twice. So long as none is, only the home partition's own input counts: the
     * other is known to be complete only as of the last commit.
     */
    private Duration lag(int partition) {
        Duration events = progress.lag(new TopicPartition(topics.events(), partition));
        if (counters.rerouted() == 0 && !progress.sawRerouted()) {
            return events;
        }
        Duration rerouted = progress.lag(new TopicPartition(topics.rerouted(), partition));
        return events.compareTo(rerouted) > 0 ? events : rerouted;
    }

    private Duration worstLag() {
        Duration worst = Duration.ZERO;
        for (int partition : locals.activePartitions()) {
            Duration lag = lag(partition);
            worst = lag.compareTo(worst) > 0 ? lag : worst;
        }
        return worst;
    }

    private @Nullable HostInfo owner(int partition) {
        TopicPartition input = new TopicPartition(topics.events(), partition);
        try {
            for (StreamsMetadata instance : streams.metadataForAllStreamsClients()) {
                if (instance.topicPartitions().contains(input)) {
                    return instance.hostInfo();
                }
            }
        } catch (IllegalStateException e) {
            return null; // not running: nobody is known
        }
        return null;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        progress.close();
        // Leaving the group at once lets others take over now instead of after the session timeout.
        boolean ended = streams.close(CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (ended) {
            memory.close(); // never under a stream thread that still uses it
        }
    }
}

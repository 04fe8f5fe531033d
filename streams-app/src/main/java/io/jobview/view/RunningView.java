package io.jobview.view;

import io.jobview.history.TopicFacts;
import io.jobview.query.Freshness;
import io.jobview.store.LocalStores;
import io.jobview.store.StoreMemory;
import io.jobview.topology.ConsumedOffsets;
import io.jobview.topology.HomePartition;
import io.jobview.topology.StreamsClients;
import io.jobview.topology.ViewCounters;
import io.jobview.topology.ViewTopics;
import io.jobview.topology.ViewTopology;
import io.jobview.topology.VouchedOffsets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;

/** A view whose topics are there: the streams, the stores' memory and the watch over them, from start to close. */
final class RunningView implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final long PARKED_SECONDS =
            60; // all tasks are given out by then, though some may take longer to restore
    private static final String FOLDER_IN_USE = "Unable to initialize state"; // there is no exception of its own for it

    private final ViewConfig config;
    private final HomePartition home;
    private final TopicWatch topicWatch;
    private final StoreMemory memory;
    private final LocalStores locals;
    private final ConsumedOffsets consumed = new ConsumedOffsets();
    private final ViewCounters counters;
    private final Instances instances;
    private final StreamsClients clients;
    private final KafkaStreams streams;
    private final InputProgress progress;
    private final ProgressThread thread;
    private final ViewLag lag;
    private final FreshnessCheck check;
    private final FreshnessWaiters waiters;
    private final Map<ReadFrom, ViewReads> reads = new EnumMap<>(ReadFrom.class);
    private final RestoreProgress restores;
    private final Partitions partitions;

    private boolean closed;
    private volatile boolean wasReady;

    /**
     * @param instanceId see {@link InstanceId}
     * @param now what the topics are
     * @param end told when the view cannot go on as it is
     * @throws ViewFailure if the streams cannot even start
     */
    RunningView(
            ViewConfig config,
            String instanceId,
            ViewTopics topics,
            TopicFacts now,
            ViewCounters counters,
            Admin admin,
            ViewEnd end) {
        this.config = config;
        this.counters = counters;
        home = new HomePartition(now.history().homes());
        topicWatch = new TopicWatch(new TopicSetup(admin, topics, config.kafka()), topics, now, end);
        locals = new LocalStores(topicWatch::facts);
        memory = new StoreMemory(config.memoryBytes(), config.rowBytes());
        clients = new StreamsClients();
        streams = streams(
                ViewTopology.build(
                        topics, home, memory, locals, new VouchedOffsets(topics, clients, locals), consumed, counters),
                instanceId,
                clients);
        streams.setUncaughtExceptionHandler(failure -> {
            StreamsEnd.judge(failure, config, end);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((state, before) -> {
            if (state == KafkaStreams.State.RUNNING) {
                locals.parked().closeAll();
            }
        });
        CopyProgress copies = new CopyProgress(topics, home, this::eventPartitions, consumed::next, locals);
        PassedOn passedOn = new PassedOn(topics, consumed::next);
        waiters = new FreshnessWaiters(locals);
        consumed.onProgress(waiters::look);
        LocalInput input = new LocalInput(streams);
        progress = new InputProgress(input, topics, consumed);
        thread = new ProgressThread(
                admin,
                new BrokerSampler(admin, config.applicationId()),
                topicWatch,
                input,
                new ProgressThread.Listeners(
                        progress, passedOn, copies, new ChangelogWatch(topics, locals, config.kafka()), waiters::look));
        lag = new ViewLag(topics, progress, copies);
        check = new FreshnessCheck(topics, progress, passedOn, lag, copies, consumed);
        CopyReads copyReads = new CopyReads(locals, copies, config.maxStandbyStaleness());
        instances = new Instances(streams, config);
        for (ReadFrom from : ReadFrom.values()) {
            reads.put(from, new ViewReads(instances, home, locals, lag, check, copyReads, from));
        }
        restores = new RestoreProgress(locals, copies);
        streams.setGlobalStateRestoreListener(restores);
        streams.setStandbyUpdateListener(restores);
        partitions = new Partitions(instances, topics, locals, progress, lag, copies, restores);
    }

    private KafkaStreams streams(Topology topology, String instanceId, StreamsClients clients) {
        try {
            return new KafkaStreams(topology, StreamsSettings.of(config, instanceId, consumed), clients);
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
        locals.parked().begin();
        locals.parked().openAhead(taskFolders(), ViewTopology.STORE, memory);
        try {
            streams.start();
        } catch (RuntimeException e) {
            throw cannotStart(e);
        } finally {
            locals.parked().end();
        }
        CompletableFuture.delayedExecutor(PARKED_SECONDS, TimeUnit.SECONDS)
                .execute(() -> locals.parked().closeAll());
        thread.start();
        waiters.start();
    }

    /** Of all tasks; Streams has locked them for this process by now. */
    private Map<Path, Integer> taskFolders() {
        Path folder = config.stateDir().resolve(config.applicationId());
        return IntStream.range(0, eventPartitions())
                .boxed()
                .collect(Collectors.toMap(
                        partition -> folder.resolve(new TaskId(0, partition).toString()), Function.identity()));
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

    ViewReads reads(ReadFrom copies) {
        return Objects.requireNonNull(reads.get(copies)); // there is one for each
    }

    List<PartitionStatus> partitions() {
        return partitions.all(home.partitions());
    }

    /** Changelog records that stores here were loaded with since the start, for tasks that were to run. */
    long restored() {
        return restores.restored();
    }

    Map<String, Double> clientFigures() {
        return ClientFigures.of(streams);
    }

    /** See {@link JobView#whenFresh}. */
    @Nullable
    Runnable whenFresh(ReadFrom from, String workflowId, Freshness wanted, Duration atMost, Runnable wake) {
        return waiters.add(
                home.of(workflowId), reads(from)::isReadable, store -> check.met(store, wanted), atMost, wake);
    }

    /** How many partitions the events topic has, as last seen: at least as many as there are homes. */
    int eventPartitions() {
        return topicWatch.facts().eventPartitions();
    }

    ViewStatus status() {
        KafkaStreams.State state = streams.state();
        List<Integer> active = locals.activePartitions();
        List<Integer> homes =
                active.stream().filter(each -> each < home.partitions()).toList();
        Duration worst = lag.worst(homes);
        // Once ready it stays ready in a rebalance: other partitions can be read, and readers be sent on.
        wasReady |= state == KafkaStreams.State.RUNNING
                && active.containsAll(progress.assigned())
                && (worst != null || homes.isEmpty());
        boolean ready = wasReady && state.isRunningOrRebalancing();
        String here = active.size() + " of " + eventPartitions() + " partitions are active here";
        return new ViewStatus(
                ready ? ViewStatus.State.READY : ViewStatus.State.STARTING,
                ready ? here : "restoring, and reading what was published; " + here,
                progress.consumed(),
                progress.end(),
                state == KafkaStreams.State.RUNNING && caughtUp(active),
                locals.missing().isEmpty(),
                worst,
                counters.folded(),
                counters.rejected(),
                counters.rerouted());
    }

    /** Whether every partition that is to be here is here and read to its end, and every other one has an owner elsewhere. */
    private boolean caughtUp(List<Integer> active) {
        for (int partition = 0; partition < eventPartitions(); partition++) {
            URI owner = instances.owner(partition);
            if (owner == null || (instances.isSelf(owner) && !active.contains(partition))) {
                return false;
            }
        }
        return active.containsAll(progress.assigned()) && progress.caughtUp();
    }

    @Override
    public void close() {
        close(GroupMembershipOperation.LEAVE_GROUP); // others take over now instead of after the session timeout
    }

    synchronized void close(GroupMembershipOperation membership) {
        if (closed) {
            return;
        }
        closed = true;
        waiters.close();
        thread.close();
        clients.closing();
        boolean ended = streams.close(CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(membership));
        if (ended) {
            locals.parked().closeAll();
            memory.close(); // never under a stream thread that still uses it
        }
    }
}

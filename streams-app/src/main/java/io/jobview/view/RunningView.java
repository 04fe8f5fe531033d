package io.jobview.view;

import io.jobview.query.Freshness;
import io.jobview.store.LocalStores;
import io.jobview.store.StoreMemory;
import io.jobview.topology.ConsumedOffsets;
import io.jobview.topology.HomePartition;
import io.jobview.topology.ViewCounters;
import io.jobview.topology.ViewTopics;
import io.jobview.topology.ViewTopology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
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
    private final StoreMemory memory;
    private final LocalStores locals = new LocalStores();
    private final ConsumedOffsets consumed = new ConsumedOffsets();
    private final ViewCounters counters;
    private final KafkaStreams streams;
    private final InputProgress progress;
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
        this.home = home;
        this.counters = counters;
        memory = new StoreMemory(config.memoryBytes(), config.rowBytes());
        streams = streams(ViewTopology.build(topics, home, memory, locals, consumed, counters), instanceId);
        streams.setUncaughtExceptionHandler(failure -> {
            onFailure.accept(fenced(failure) ? nameTaken(failure) : failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                locals.parked().closeAll();
            }
        });
        CopyProgress copies = new CopyProgress(admin, config.applicationId(), topics, home, locals);
        PassedOn passedOn = new PassedOn(admin, config.applicationId(), topics);
        waiters = new FreshnessWaiters(locals);
        consumed.onProgress(waiters::look);
        progress = new InputProgress(
                new LocalInput(streams, admin, config.applicationId()),
                admin,
                topics.rerouted(),
                consumed,
                passedOn,
                copies,
                new ChangelogWatch(admin, topics, locals, config.kafka()),
                waiters::look);
        lag = new ViewLag(topics, counters, progress, copies);
        check = new FreshnessCheck(topics, progress, passedOn, lag, copies);
        CopyReads copyReads = new CopyReads(locals, copies, config.maxStandbyStaleness());
        Instances instances = new Instances(streams, config);
        for (ReadFrom from : ReadFrom.values()) {
            reads.put(from, new ViewReads(instances, home, locals, lag, check, copyReads, from));
        }
        restores = new RestoreProgress(locals, copies);
        streams.setGlobalStateRestoreListener(restores);
        streams.setStandbyUpdateListener(restores);
        partitions = new Partitions(instances, topics, locals, progress, lag, copies, restores);
    }

    private KafkaStreams streams(Topology topology, String instanceId) {
        try {
            return new KafkaStreams(topology, StreamsSettings.of(config, instanceId, consumed));
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
        progress.start();
        waiters.start();
    }

    /** Of all home partitions; Streams has locked them for this process by now. */
    private Map<Path, Integer> taskFolders() {
        Path folder = config.stateDir().resolve(config.applicationId());
        return IntStream.range(0, home.partitions())
                .boxed()
                .collect(Collectors.toMap(
                        partition -> folder.resolve(new TaskId(0, partition).toString()), Function.identity()));
    }

    /** A member that was only taken for dead joins again by itself; one whose name another has taken would take it back for ever. */
    private static boolean fenced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }

    private ViewFailure nameTaken(Throwable cause) {
        return new ViewFailure(
                "another instance runs under this one's name: it was started from a copy of the state folder; remove the file instance-id of one of them, here in "
                        + config.stateDir(),
                cause);
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
                lag.worst(active),
                counters.folded(),
                counters.rejected(),
                counters.rerouted());
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
        progress.close();
        boolean ended = streams.close(CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(membership));
        if (ended) {
            locals.parked().closeAll();
            memory.close(); // never under a stream thread that still uses it
        }
    }
}

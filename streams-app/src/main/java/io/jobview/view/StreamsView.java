package io.jobview.view;

import io.jobview.history.TopicFacts;
import io.jobview.query.Freshness;
import io.jobview.query.Totals;
import io.jobview.store.StoreMemory;
import io.jobview.topology.ViewCounters;
import io.jobview.topology.ViewTopics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The view over real Kafka Streams. It starts in the background and keeps trying while Kafka is away; {@link #status} says
 * how that goes. Thread-safe.
 */
public final class StreamsView implements JobView, IndirectReads, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsView.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /** A view that has to be opened anew more often than that in ten minutes is better looked at by a person. */
    private static final int RENEWALS = 8;

    private static final Duration RENEWALS_WITHIN = Duration.ofMinutes(10);

    private final ViewConfig config;
    private final Future<URI> advertised;
    private final ViewTopics topics;
    private final ViewCounters counters = new ViewCounters();
    private final JobView anyCopy = new AnyCopyView(this);
    private final Thread starter = new Thread(this::run, "jobview-start");

    private volatile ViewStatus.State state = ViewStatus.State.STARTING;
    private volatile String detail = "connecting to Kafka";
    private volatile @Nullable RunningView running;

    private volatile @Nullable Admin admin;

    private StreamsView(ViewConfig config, Future<URI> advertised) {
        this.config = config;
        this.advertised = advertised;
        this.topics = ViewTopics.of(config.applicationId(), config.eventsTopic());
        starter.setDaemon(true);
    }

    /**
     * Loads, in a thread of its own, what every start waits for: RocksDB's native library, which must first be unpacked, and the tables
     * of Kafka's settings. A process that has more to do before {@link #start} saves that time; nothing depends on it.
     *
     * @return the thread
     */
    public static Thread loadAhead() {
        Thread loader = new Thread(
                () -> {
                    StoreMemory.loadLibrary();
                    StreamsConfig.configDef();
                    AdminClientConfig.configDef();
                },
                "jobview-load");
        loader.setDaemon(true);
        loader.start();
        return loader;
    }

    /** Starts to build or resume the view and returns at once. */
    public static StreamsView start(ViewConfig config) {
        return start(config, CompletableFuture.completedFuture(config.advertised()));
    }

    /**
     * The same while it is not known yet where other instances reach this one: connects to Kafka meanwhile, and joins its group when the
     * address is there. If it is never there the caller closes the view.
     *
     * @param advertised instead of the one in the settings
     */
    public static StreamsView start(ViewConfig config, Future<URI> advertised) {
        StreamsView view = new StreamsView(config, advertised);
        view.starter.start();
        return view;
    }

    @Override
    public JobView from(ReadFrom copies) {
        return copies == ReadFrom.OWNER ? this : anyCopy;
    }

    @Override
    public <T> ReadResult<T> read(Function<JobReads, ReadResult<T>> read) {
        return read(ReadFrom.OWNER, read);
    }

    <T> ReadResult<T> read(ReadFrom copies, Function<JobReads, ReadResult<T>> read) {
        RunningView view = readable();
        return view == null ? new ReadResult.NotReady<>(detail, TRY_AGAIN) : read.apply(view.reads(copies));
    }

    @Override
    public @Nullable Runnable whenFresh(String workflowId, Freshness wanted, Duration atMost, Runnable wake) {
        return whenFresh(ReadFrom.OWNER, workflowId, wanted, atMost, wake);
    }

    @Nullable
    Runnable whenFresh(ReadFrom copies, String workflowId, Freshness wanted, Duration atMost, Runnable wake) {
        RunningView view = readable();
        return view == null ? null : view.whenFresh(copies, workflowId, wanted, atMost, wake);
    }

    @Override
    public ViewStatus status() {
        RunningView view = readable();
        if (view == null) {
            return new ViewStatus(
                    state,
                    detail,
                    0,
                    0,
                    false,
                    true,
                    null,
                    counters.folded(),
                    counters.rejected(),
                    counters.rerouted());
        }
        return view.status();
    }

    @Override
    public Totals totals() {
        RunningView view = readable();
        return view == null ? Totals.NONE : view.reads(ReadFrom.OWNER).totals();
    }

    @Override
    public List<PartitionStatus> partitions() {
        RunningView view = readable();
        return view == null ? List.of() : view.partitions();
    }

    @Override
    public Map<String, Double> clientFigures() {
        RunningView view = readable();
        return view == null ? Map.of() : view.clientFigures();
    }

    @Override
    public int eventPartitions() {
        RunningView view = readable();
        return view == null ? 0 : view.eventPartitions();
    }

    /** Null unless it is started and has not failed: streams that are not started refuse what a read may ask them. */
    private @Nullable RunningView readable() {
        return state == ViewStatus.State.READY ? running : null;
    }

    private void run() {
        try {
            String instanceId = StateFolder.open(config.stateDir());
            KafkaEntry entry = new KafkaEntry(config.kafka(), topics, this::say);
            Admin connected = entry.connect();
            admin = connected;
            TopicSetup setup = new TopicSetup(connected, topics, config.kafka());
            TopicFacts facts = null;
            Deque<Moment> renewals = new ArrayDeque<>();
            while (state != ViewStatus.State.STOPPED && state != ViewStatus.State.FAILED) {
                facts = entry.awaitTopics(setup, facts);
                say("starting");
                ViewConfig reachable = config.withAdvertised(advertised.get());
                Ends ends = new Ends();
                RunningView view = new RunningView(reachable, instanceId, topics, facts, counters, connected, ends);
                if (adopt(view)) {
                    view.start();
                    started();
                    renew(view, ends.reason.get(), renewals);
                } else {
                    view.close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        } catch (RuntimeException
                | ExecutionException
                | LinkageError e) { // the last when RocksDB's library does not load
            fail(e);
        } finally {
            if (state == ViewStatus.State.STOPPED) {
                closeAdmin(); // closing may have been over before there was one
            }
        }
    }

    /** What a running view says of its end: a reason to open it anew comes to the thread that starts views. */
    private final class Ends implements ViewEnd {

        private final CompletableFuture<String> reason = new CompletableFuture<>();

        @Override
        public void fail(Throwable cause) {
            StreamsView.this.fail(cause);
        }

        @Override
        public void renew(String why) {
            reason.complete(why);
        }
    }

    /** Closes the view, so that it can be opened anew. It keeps its place in the group: nothing moves meanwhile. */
    private void renew(RunningView view, String reason, Deque<Moment> renewals) {
        Moment now = Moment.now();
        renewals.addLast(now);
        while (renewals.getFirst().until(now).compareTo(RENEWALS_WITHIN) > 0) {
            renewals.removeFirst();
        }
        if (renewals.size() > RENEWALS) {
            throw new ViewFailure(reason + ", again and again: find out who changes the topics of view "
                    + config.applicationId() + ", then start it again");
        }
        LOG.warn("{}: the view is opened anew", reason);
        pause(reason);
        view.close(GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    private synchronized void pause(String reason) {
        if (state == ViewStatus.State.READY) {
            state = ViewStatus.State.STARTING;
            detail = reason + ": the view is opened anew";
        }
    }

    private void closeAdmin() {
        Admin connected = admin;
        if (connected != null) {
            connected.close(TRY_AGAIN);
        }
    }

    private synchronized boolean adopt(RunningView view) {
        if (state == ViewStatus.State.STOPPED) {
            return false;
        }
        running = view;
        return true;
    }

    private synchronized void say(String now) {
        if (state == ViewStatus.State.STARTING) {
            detail = now;
        }
    }

    private synchronized void started() {
        if (state == ViewStatus.State.STARTING) {
            state = ViewStatus.State.READY; // from here on the running view speaks for itself
        }
    }

    /** The first failure stands: later ones follow from it. */
    private synchronized void fail(Throwable failure) {
        if (state == ViewStatus.State.STARTING || state == ViewStatus.State.READY) {
            LOG.info("the view fails", failure); // whoever runs it says the line
            detail = ViewFailure.line(failure);
            state = ViewStatus.State.FAILED;
        }
    }

    private synchronized void stop() {
        state = ViewStatus.State.STOPPED;
        detail = "stopped";
    }

    /** Changelog records that stores here were loaded with since the start, for tasks that were to run. */
    long restored() {
        RunningView view = running;
        return view == null ? 0 : view.restored();
    }

    @Override
    public void close() {
        close(GroupMembershipOperation.LEAVE_GROUP);
    }

    /** Stays in the group until its session ends: to the others as if it was killed; a restart takes its place back. */
    void closeWithoutLeaving() {
        close(GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    private void close(GroupMembershipOperation membership) {
        stop();
        starter.interrupt();
        try {
            starter.join(TRY_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RunningView view = running;
        if (view != null) {
            view.close(membership);
        }
        closeAdmin();
    }
}

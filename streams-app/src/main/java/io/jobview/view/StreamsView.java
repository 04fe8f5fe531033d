package io.jobview.view;

import io.jobview.query.PageRequest;
import io.jobview.store.Totals;
import io.jobview.topology.HomePartition;
import io.jobview.topology.ViewCounters;
import io.jobview.topology.ViewTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * The view over real Kafka Streams. It starts in the background and keeps trying while Kafka is away; {@link #status} says
 * how that goes. Thread-safe.
 */
public final class StreamsView implements JobView, AutoCloseable {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final String NO_ADDRESS = "No resolvable bootstrap urls";

    private final ViewConfig config;
    private final ViewTopics topics;
    private final ViewCounters counters = new ViewCounters();
    private final Thread starter = new Thread(this::run, "jobview-start");

    private volatile ViewStatus.State state = ViewStatus.State.STARTING;
    private volatile String detail = "connecting to Kafka";
    private volatile @Nullable RunningView running;

    private volatile @Nullable Admin admin;

    private StreamsView(ViewConfig config) {
        this.config = config;
        this.topics = ViewTopics.of(config.applicationId(), config.eventsTopic());
        starter.setDaemon(true);
    }

    /** Starts to build or resume the view and returns at once. */
    public static StreamsView start(ViewConfig config) {
        StreamsView view = new StreamsView(config);
        view.starter.start();
        return view;
    }

    @Override
    public PageResult page(PageRequest request) {
        RunningView view = running;
        return view == null || state == ViewStatus.State.FAILED
                ? new PageResult.NotReady(detail, TRY_AGAIN)
                : view.page(request);
    }

    @Override
    public ViewStatus status() {
        RunningView view = running;
        if (view == null || state != ViewStatus.State.READY) {
            return new ViewStatus(
                    state, detail, 0, 0, Duration.ZERO, counters.folded(), counters.rejected(), counters.rerouted());
        }
        return view.status();
    }

    /** What the local partitions hold together. Reads a record for each workflow: for people and tests, not for polling. */
    public Totals totals() {
        RunningView view = running;
        return view == null ? Totals.NONE : view.totals();
    }

    private void run() {
        try {
            String instanceId = openStateDir(config.stateDir());
            Admin connected = connect();
            admin = connected;
            HomePartition home = new HomePartition(awaitTopics(connected));
            RunningView view = new RunningView(config, instanceId, topics, home, counters, connected, this::fail);
            running = view;
            view.start();
            if (state == ViewStatus.State.STARTING) {
                state = ViewStatus.State.READY; // from here on the running view speaks for itself
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closing
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private Admin connect() throws InterruptedException {
        while (true) {
            try {
                return Admin.create(new HashMap<>(config.kafka()));
            } catch (KafkaException e) {
                if (!ViewFailure.reason(e).startsWith(NO_ADDRESS)) {
                    throw new ViewFailure("Kafka settings: " + ViewFailure.reason(e), e);
                }
                detail = unreachable(); // a name that does not resolve now may do so once its host is up
            }
            Thread.sleep(TRY_AGAIN.toMillis());
        }
    }

    private int awaitTopics(Admin admin) throws InterruptedException {
        while (true) {
            try {
                Optional<Integer> partitions = TopicSetup.prepare(admin, topics);
                if (partitions.isPresent()) {
                    detail = "starting";
                    return partitions.get();
                }
                detail = "topic " + topics.events() + " does not exist yet: create it, the view waits for it";
            } catch (TimeoutException e) {
                detail = unreachable();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthenticationException || e.getCause() instanceof AuthorizationException) {
                    throw new ViewFailure(
                            "Kafka refuses this client: " + e.getCause().getMessage(), e);
                }
                detail = unreachable();
            }
            Thread.sleep(TRY_AGAIN.toMillis());
        }
    }

    private String unreachable() {
        return "cannot reach Kafka at " + config.kafka().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
                + ", trying again";
    }

    /** Returns the id of the instance that the folder belongs to. */
    private static String openStateDir(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", null));
            return InstanceId.of(folder);
        } catch (IOException e) {
            throw new ViewFailure("state folder " + folder + " cannot be written: " + ViewFailure.reason(e), e);
        }
    }

    private void fail(Throwable failure) {
        detail = ViewFailure.line(failure);
        state = ViewStatus.State.FAILED;
    }

    @Override
    public void close() {
        starter.interrupt();
        try {
            starter.join(TRY_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = ViewStatus.State.STOPPED;
        detail = "stopped";
        RunningView view = running;
        if (view != null) {
            view.close();
        }
        Admin connected = admin;
        if (connected != null) {
            connected.close(TRY_AGAIN);
        }
    }
}

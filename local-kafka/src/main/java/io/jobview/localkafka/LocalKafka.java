package io.jobview.localkafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A real one-node Kafka (KRaft, broker and controller combined) inside this JVM, listening on 127.0.0.1 only.
 *
 * <p>All methods may be called from any thread. Several can run in one JVM, each with its own data directory; all they
 * share is Kafka's process-wide metric registry, whose figures then mean nothing. Faults for which a broker process would
 * exit are logged and leave this one broken; but Kafka halts the JVM when the disk of the data directory fails under it.
 */
public final class LocalKafka implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final DataDir dataDir;
    private final Sockets sockets;
    private final KafkaNode node;
    private final int port;
    private final Topics topics;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalKafka(DataDir dataDir, Sockets sockets, KafkaNode node) {
        this.dataDir = dataDir;
        this.sockets = sockets;
        this.node = node;
        this.port = sockets.brokerPort();
        this.topics = new Topics(bootstrapServers());
    }

    /**
     * Starts it with what the data directory holds, and returns when clients can use it.
     *
     * @throws LocalKafkaException when the port or the data directory cannot be used, or the broker does not start;
     *     nothing is left running then
     */
    public static LocalKafka start(LocalKafkaConfig config) {
        DataDir dataDir = DataDir.hold(config.dataDir());
        @Nullable Sockets sockets = null;
        @Nullable KafkaNode node = null;
        try {
            sockets = Sockets.bind(config.port());
            node = new KafkaNode(
                    BrokerProperties.of(
                            dataDir.path(), sockets.brokerPort(), sockets.controllerPort(), config.properties()),
                    dataDir.path(),
                    sockets);
            LocalKafka kafka = new LocalKafka(dataDir, sockets, node);
            node.start();
            kafka.topics.awaitCluster(READY_WITHIN);
            return kafka;
        } catch (Exception e) {
            throw failed(dataDir, sockets, node, e);
        }
    }

    private static LocalKafkaException failed(
            DataDir dataDir, @Nullable Sockets sockets, @Nullable KafkaNode node, Exception cause) {
        @Nullable Throwable fault = node == null ? null : node.fault();
        LocalKafkaException failure = cause instanceof LocalKafkaException known
                ? known
                : new LocalKafkaException(
                        "Kafka does not start in " + dataDir.path() + ": " + reason(fault == null ? cause : fault),
                        cause);
        try {
            release(dataDir, sockets, node);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The port that clients connect to, never 0. */
    public int port() {
        return port;
    }

    /**
     * Makes a topic unless there is one of this name, which is left as it is; returns when it can be used.
     *
     * @param config topic settings such as {@code cleanup.policy}; the broker's defaults hold for the others
     * @throws LocalKafkaException when Kafka refuses, for instance a wrong name or setting
     */
    public void createTopic(String name, int partitions, Map<String, String> config) {
        topics.create(name, partitions, config);
    }

    /** Stops it cleanly and waits for the end; the data stays. Does nothing the second time. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release(dataDir, sockets, node);
        }
    }

    private static void release(DataDir dataDir, @Nullable Sockets sockets, @Nullable KafkaNode node) {
        try (dataDir;
                sockets) {
            if (node != null) {
                node.stop();
            }
        }
    }
}

package io.jobview.localkafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.FaultHandlerFactory;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Broker and controller in this JVM. The only class that touches Kafka's internals, as they are in 4.3.1.
 *
 * <p>It puts the parts of {@link KafkaRaftServer} together itself, to replace two of them: the fault handlers, which
 * would end the JVM, and the sockets, which would be bound late. Start and stop from one thread at a time.
 */
final class KafkaNode {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private final ControllerServer controller;
    private final BrokerServer broker;

    KafkaNode(Map<String, String> properties, Path dataDir, Sockets sockets) throws Exception {
        formatOnce(dataDir);
        KafkaConfig config = new KafkaConfig(properties, false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                stored._1(),
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, stored._1().clusterId().orElseThrow()),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                faultHandlers(),
                (listener, address, backlog, receiveBuffer) -> socket(sockets, listener));
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
        broker = new BrokerServer(shared);
    }

    /** Returns when the broker takes part in its cluster. */
    void start() {
        controller.startup();
        broker.startup();
    }

    /** Waits for the end; also ends a node that has started in part. */
    void stop() {
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    /** What broke the node, if anything did. */
    @Nullable
    Throwable fault() {
        return fault.get();
    }

    private FaultHandlerFactory faultHandlers() {
        return (name, fatal, action) -> (message, cause) -> {
            action.run();
            if (fatal) {
                LOG.error("The local Kafka is broken ({}): {}", name, message, cause);
                fault.compareAndSet(null, cause == null ? new IllegalStateException(message) : cause);
            } else {
                LOG.warn("A fault in the local Kafka ({}): {}", name, message, cause);
            }
            return new IllegalStateException(name + ": " + message, cause);
        };
    }

    private static ServerSocketChannel socket(Sockets sockets, String listener) {
        return listener.equals(BrokerProperties.CONTROLLER_LISTENER) ? sockets.controller() : sockets.broker();
    }

    /** Gives a new folder its cluster id, once and for all; {@code meta.properties} is what the formatter writes last. */
    private static void formatOnce(Path dataDir) throws Exception {
        if (Files.exists(dataDir.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setDirectories(List.of(dataDir.toString()))
                    .setMetadataLogDirectory(dataDir.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .run();
        }
    }
}

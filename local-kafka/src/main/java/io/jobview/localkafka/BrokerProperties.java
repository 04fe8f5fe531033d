package io.jobview.localkafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The broker's settings: one node, small, and keeping all history. */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String BROKER_LISTENER = "BROKER";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            // A local Kafka may rest for months; neither records nor committed offsets may be gone after that.
            Map.entry("log.retention.ms", "-1"),
            Map.entry("log.retention.bytes", "-1"),
            Map.entry("offsets.retention.minutes", "5256000"),
            Map.entry("log.segment.bytes", mebibytes(64)),
            Map.entry("log.index.size.max.bytes", mebibytes(1)),
            Map.entry("log.cleaner.dedupe.buffer.size", mebibytes(16)), // taken from the heap at start; 128 by default
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("num.replica.fetchers", "1"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("share.coordinator.threads", "1"),
            // After a kill, the next start waits until the session of the killed broker has run out; 9 s by default.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            // Otherwise an idle node writes a record to its metadata log twice a second.
            Map.entry("metadata.max.idle.interval.ms", "5000"),
            // No JMX: two nodes in one JVM would fight over the names.
            Map.entry("metric.reporters", ""),
            Map.entry("server.max.startup.time.ms", "120000"));

    private BrokerProperties() {}

    static Map<String, String> of(Path dataDir, int brokerPort, int controllerPort, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(DEFAULTS);
        properties.putAll(more);
        String broker = BROKER_LISTENER + "://127.0.0.1:" + brokerPort;
        String controller = CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort;
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("listeners", broker + "," + controller);
        properties.put("advertised.listeners", broker);
        properties.put(
                "listener.security.protocol.map", BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        properties.put("inter.broker.listener.name", BROKER_LISTENER);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        // A static voter: its address is read from here at each start and never stored, so the port may change.
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        properties.put("log.dirs", dataDir.toString());
        return properties;
    }

    private static String mebibytes(int count) {
        return Integer.toString(count << 20);
    }
}

package io.jobview.localkafka;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a local Kafka keeps its data and where it listens. Immutable.
 *
 * @param dataDir made when missing; the topics, offsets and cluster id in it outlive the process
 * @param port 0 to 65535, on 127.0.0.1 only; 0 takes any free port, another one at each start
 * @param properties more broker properties, over the defaults; those that give the node its identity, listeners and
 *     folder cannot be overridden
 */
public record LocalKafkaConfig(Path dataDir, int port, Map<String, String> properties) {

    public LocalKafkaConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        properties = Map.copyOf(properties);
    }

    /** With no properties of its own. */
    public LocalKafkaConfig(Path dataDir, int port) {
        this(dataDir, port, Map.of());
    }

    public LocalKafkaConfig withPort(int newPort) {
        return new LocalKafkaConfig(dataDir, newPort, properties);
    }

    /** The same with these properties instead of the present ones. */
    public LocalKafkaConfig withProperties(Map<String, String> newProperties) {
        return new LocalKafkaConfig(dataDir, port, newProperties);
    }
}

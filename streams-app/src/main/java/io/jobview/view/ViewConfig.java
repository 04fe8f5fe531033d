package io.jobview.view;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a view needs to run.
 *
 * @param applicationId names the view: its consumer group, its own topics and its folder below {@code stateDir}
 * @param eventsTopic where publishers write
 * @param stateDir kept over restarts; used by one process at a time
 * @param advertised where other instances reach this one
 * @param standbys replicas of each store beside the active one
 * @param threads stream threads
 * @param memoryBytes bound of the stores' block cache and memtables together
 * @param kafka settings for every Kafka client, {@code bootstrap.servers} among them
 */
public record ViewConfig(
        String applicationId,
        String eventsTopic,
        Path stateDir,
        URI advertised,
        int standbys,
        int threads,
        long memoryBytes,
        Map<String, String> kafka) {

    public ViewConfig {
        kafka = Map.copyOf(kafka);
    }
}

package io.jobview.view;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a view needs to run.
 *
 * @param applicationId names the view: its consumer group, its own topics and its folder below {@code stateDir}
 * @param eventsTopic where publishers write
 * @param stateDir kept over restarts; used by one process at a time
 * @param advertised where other instances reach this one
 * @param standbys replicas of each store beside the active one
 * @param maxStandbyStaleness how old the view of a partition may be that a standby answers for; zero lets none answer
 * @param threads stream threads
 * @param memoryBytes bound of the stores' block cache and memtables together
 * @param rowBytes bound of the heap for rows that are read again and again; 0 keeps none
 * @param kafka settings for every Kafka client, {@code bootstrap.servers} among them
 */
public record ViewConfig(
        String applicationId,
        String eventsTopic,
        Path stateDir,
        URI advertised,
        int standbys,
        Duration maxStandbyStaleness,
        int threads,
        long memoryBytes,
        long rowBytes,
        Map<String, String> kafka) {

    /** The two newest pages of ten rows of some twenty-five thousand workflows. */
    public static final long ROW_BYTES = 256L << 20;

    /** Long enough for another instance to take over. */
    public static final Duration MAX_STANDBY_STALENESS = Duration.ofSeconds(30);

    public ViewConfig {
        kafka = Map.copyOf(kafka);
    }

    /** With what suits most for the rest: {@link #MAX_STANDBY_STALENESS} and {@link #ROW_BYTES}. */
    public ViewConfig(
            String applicationId,
            String eventsTopic,
            Path stateDir,
            URI advertised,
            int standbys,
            int threads,
            long memoryBytes,
            Map<String, String> kafka) {
        this(
                applicationId,
                eventsTopic,
                stateDir,
                advertised,
                standbys,
                MAX_STANDBY_STALENESS,
                threads,
                memoryBytes,
                ROW_BYTES,
                kafka);
    }

    /** The same, reached there. */
    public ViewConfig withAdvertised(URI there) {
        return new ViewConfig(
                applicationId,
                eventsTopic,
                stateDir,
                there,
                standbys,
                maxStandbyStaleness,
                threads,
                memoryBytes,
                rowBytes,
                kafka);
    }
}

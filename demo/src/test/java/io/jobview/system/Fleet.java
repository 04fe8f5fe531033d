package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobview.Main;
import io.jobview.cluster.PeerSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Instances of one view as child processes, on ports and folders that they keep over restarts. Faults are for one thread; who is to be
 * asked may be read by any.
 */
final class Fleet implements AutoCloseable {

    private static final int MOST_STALENESS_SECONDS = 30; // the service's own default

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path dir;
    private final String bootstrap;
    private final String topic;
    private final int partitions;
    private final List<Integer> ports = new ArrayList<>();
    private final AtomicReferenceArray<Child> children;
    private final AtomicReferenceArray<Boolean> inRotation;
    private final List<String> advertised = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String application = "fleet";

    Fleet(Path dir, String bootstrap, String topic, int partitions, int size) throws IOException {
        this.dir = dir;
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.partitions = partitions;
        this.children = new AtomicReferenceArray<>(size);
        this.inRotation = new AtomicReferenceArray<>(size);
        Files.writeString(dir.resolve("peers"), PeerSecret.random() + "\n");
        for (int i = 0; i < size; i++) {
            try (ServerSocket free = new ServerSocket(0)) {
                ports.add(free.getLocalPort());
            }
            advertised.add("http://127.0.0.1:" + ports.get(i));
            inRotation.set(i, false);
        }
    }

    int size() {
        return ports.size();
    }

    URI address(int i) {
        return URI.create("http://127.0.0.1:" + ports.get(i));
    }

    /** Where the others reach it; before it is started. */
    void advertise(int i, URI address) {
        advertised.set(i, address.toString());
    }

    /** A line of the configuration of all that are started from now on. */
    void set(String setting) {
        settings.add(setting);
    }

    /** The view of which those are instances that are started from now on. */
    void application(String id) {
        application = id;
    }

    /** Where the store of a partition is. */
    Path folder(int i, int partition) {
        return state(i).resolve(application).resolve("0_" + partition);
    }

    /** The state folder. */
    Path state(int i) {
        return dir.resolve("state-" + i);
    }

    /** Those that are started from now on tell what Kafka Streams does. */
    void logMore() {
        environment.put("JOBVIEW_LOG_LEVEL", "INFO");
    }

    String advertised(int i) {
        return advertised.get(i);
    }

    Child child(int i) {
        return children.get(i);
    }

    /** Whether a load balancer would send requests to it. */
    boolean isInRotation(int i) {
        return inRotation.get(i);
    }

    void start(int i) {
        try {
            Path config = Files.writeString(
                    dir.resolve("instance-" + i + ".properties"),
                    "peer.secret.file=" + dir.resolve("peers") + "\nadvertised.url=" + advertised.get(i) + "\n"
                            + String.join("\n", settings));
            children.set(
                    i,
                    Child.start(
                            Main.class,
                            List.of(
                                    "serve",
                                    "--no-auth",
                                    "--config",
                                    config.toString(),
                                    "--bootstrap",
                                    bootstrap,
                                    "--topic",
                                    topic,
                                    "--application-id",
                                    application,
                                    "--state-dir",
                                    state(i).toString(),
                                    "--port",
                                    ports.get(i).toString(),
                                    "--standbys",
                                    "1",
                                    "--memory",
                                    "64m"),
                            environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady(int i) throws InterruptedException {
        child(i).awaitReady(PATIENCE);
        inRotation.set(i, true);
    }

    void kill(int i) {
        inRotation.set(i, false);
        child(i).kill();
    }

    /** As an orchestrator does: out of the rotation first. */
    void stop(int i) throws InterruptedException {
        inRotation.set(i, false);
        child(i).terminate();
        assertThat(child(i).awaitExit(Duration.ofSeconds(30)))
                .as(() -> child(i).output())
                .isZero();
    }

    void pause(int i) throws IOException, InterruptedException {
        inRotation.set(i, false);
        signal("STOP", i);
    }

    void resume(int i) throws IOException, InterruptedException {
        signal("CONT", i);
        inRotation.set(i, true);
    }

    private void signal(String name, int i) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(child(i).pid())).start();
        assertThat(kill.waitFor()).as(() -> child(i).output()).isZero();
    }

    /** Waits until every partition is active somewhere and copied somewhere else. */
    void awaitCopies() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions() // one that is just starting does not answer yet
                .untilAsserted(() -> assertThat(roles()).as(this::output).isEqualTo(partitions));
    }

    /**
     * How many partitions have an active store, of which every instance knows where it is, and a copy that may answer. One copy is for one
     * fault: an instance that was paused a moment ago must have heard of what became of its partitions.
     */
    private int roles() throws IOException, InterruptedException {
        List<Set<String>> owners = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            owners.add(new HashSet<>());
        }
        int[] active = new int[partitions];
        int[] copies = new int[partitions];
        for (int i = 0; i < size(); i++) {
            if (children.get(i) == null) {
                continue;
            }
            for (JsonNode partition : partitions(i)) {
                String role = partition.path("role").asText();
                int number = partition.path("partition").asInt();
                active[number] += role.equals("ACTIVE") ? 1 : 0;
                owners.get(number).add(partition.path("owner").asText());
                boolean mayAnswer = partition.path("lag_seconds").asDouble(Double.MAX_VALUE) < MOST_STALENESS_SECONDS;
                copies[number] += role.equals("STANDBY") && mayAnswer ? 1 : 0;
            }
        }
        int whole = 0;
        for (int p = 0; p < partitions; p++) {
            whole += active[p] == 1 && copies[p] >= 1 && owners.get(p).size() == 1 ? 1 : 0;
        }
        return whole;
    }

    /** What an instance does for each partition, and what its store there holds. */
    JsonNode partitions(int i) throws IOException, InterruptedException {
        return JSON.readTree(new Reader(address(i)).text("/view")).path("partitions");
    }

    /** Who is active for a workflow's partition, by the view of one that runs. */
    int owner(int partition) throws IOException, InterruptedException {
        return advertised.indexOf(partitions(0).path(partition).path("owner").asText());
    }

    String output() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < size() && children.get(i) != null; i++) {
            all.append("instance ")
                    .append(i)
                    .append(":\n")
                    .append(child(i).output())
                    .append('\n');
        }
        return all.toString();
    }

    @Override
    public void close() {
        for (int i = 0; i < size(); i++) {
            if (children.get(i) != null) {
                children.get(i).close();
            }
        }
    }
}

package io.jobview.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobview.bench.load.HttpConnection;
import io.jobview.cluster.PeerSecret;
import io.jobview.topology.HomePartition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Two processes that share the partitions of a view, without copies: what one does not own it must ask of the other. For one thread. */
final class TwoInstances implements AutoCloseable {

    private static final long MOST_SECONDS = 120;
    private static final long LOOK_MILLIS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A new instance is given its share at once, and not in a minute when it has loaded it. */
    private static final String TAKE_AT_ONCE = Long.toString(Long.MAX_VALUE);

    private final ServeChild owner;
    private final ServeChild other;

    private TwoInstances(ServeChild owner, ServeChild other) {
        this.owner = owner;
        this.other = other;
    }

    static TwoInstances start(Workbench bench, KeptView view) throws IOException {
        Map<String, String> settings = Map.of(
                "JOBVIEW_PEER_SECRET", PeerSecret.random(), "JOBVIEW_KAFKA_ACCEPTABLE_RECOVERY_LAG", TAKE_AT_ONCE);
        ServeChild owner = ServeChild.start(bench, view, bench.folder("owner"), List.of(), settings);
        try {
            return new TwoInstances(owner, ServeChild.start(bench, view, bench.folder("other"), List.of(), settings));
        } catch (IOException e) {
            owner.close();
            throw e;
        }
    }

    int ownerPort() {
        return owner.port();
    }

    int otherPort() {
        return other.port();
    }

    /** Waits until both serve; returns the partitions of the one, of which the other has nothing. */
    SortedSet<Integer> awaitShared(KeptView view) throws IOException, InterruptedException {
        owner.awaitAnswer("/readyz", MOST_SECONDS);
        other.awaitAnswer("/readyz", MOST_SECONDS);
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
            SortedSet<Integer> here = active(owner.port());
            SortedSet<Integer> there = active(other.port());
            if (!here.isEmpty() && !there.isEmpty() && here.size() + there.size() == view.partitions()) {
                return here;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new IllegalStateException("the instances do not share the partitions");
    }

    private static SortedSet<Integer> active(int port) throws IOException {
        SortedSet<Integer> active = new TreeSet<>();
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (JsonNode partition : JSON.readTree(connection.body("/view")).path("partitions")) {
                // It is read once it is known how old it is.
                if (partition.path("role").asText().equals("ACTIVE") && partition.has("lag_seconds")) {
                    active.add(partition.path("partition").asInt());
                }
            }
        }
        return active;
    }

    /** Those of the workflows whose pages the first owns. */
    static boolean isOf(SortedSet<Integer> owned, KeptView view, String workflowId) {
        return owned.contains(new HomePartition(view.partitions()).of(workflowId));
    }

    @Override
    public void close() {
        other.close();
        owner.close();
    }
}

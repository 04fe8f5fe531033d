package io.jobview.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobview.event.EventType;
import io.jobview.fold.EventBuilder;
import io.jobview.topology.EventJson;
import io.jobview.topology.HomePartition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Updates one job of each workflow again and again, each time with the next number, and knows when each was
 * acknowledged: so every answer tells whether it holds what it claims to hold. Those of every other workflow alternate
 * between its home partition and another one.
 */
public final class NumberedUpdates implements AutoCloseable {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final String NUMBER = "\"container_id\":\"";

    private final String topic;
    private final List<String> workflows;
    private final HomePartition home;
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, ConcurrentSkipListMap<Long, Integer>> numbers = new ConcurrentHashMap<>();
    private final Map<String, Acknowledged> latest = new ConcurrentHashMap<>();
    private int turn; // of the clock's thread

    /** An update that the broker has, and the token that a reader asks with for views that hold it. */
    public record Acknowledged(int number, String token) {}

    /** @param perSecond how many updates, of all workflows in turn */
    public NumberedUpdates(
            String bootstrapServers, String topic, List<String> workflows, int partitions, int perSecond) {
        this.topic = topic;
        this.workflows = List.copyOf(workflows);
        home = new HomePartition(partitions);
        producer = Publisher.producer(Map.of("bootstrap.servers", bootstrapServers));
        workflows.forEach(workflow -> numbers.put(workflow, new ConcurrentSkipListMap<>()));
        clock.scheduleAtFixedRate(this::update, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    }

    private void update() {
        int index = turn % workflows.size();
        int number = turn / workflows.size();
        turn++;
        String workflow = workflows.get(index);
        int elsewhere = index % 2 * (number % 2); // 1 for some
        int partition = (home.of(workflow) + elsewhere) % home.partitions();
        byte[] event = EventJson.of(EventBuilder.event(EventType.STARTED, TIME.plusSeconds(number))
                .job(workflow, "job")
                .container(Integer.toString(number))
                .build());
        producer.send(new ProducerRecord<>(topic, partition, workflow.getBytes(UTF_8), event), (metadata, failure) -> {
            if (failure == null) {
                acknowledged(workflow, number, metadata);
            }
        });
    }

    /** On the producer's one thread. */
    private void acknowledged(String workflow, int number, RecordMetadata metadata) {
        Acknowledged before = latest.get(workflow);
        int greatest = before == null ? number : Math.max(number, before.number());
        numbersOf(workflow).put(System.nanoTime(), greatest);
        if (greatest == number) {
            latest.put(workflow, new Acknowledged(number, metadata.partition() + "@" + metadata.offset()));
        }
    }

    /** The greatest that was acknowledged; null before the first. Any thread. */
    public @Nullable Acknowledged latest(String workflow) {
        return latest.get(workflow);
    }

    /**
     * The greatest number that was acknowledged before this moment of {@link System#nanoTime}; -1 for none. Any thread.
     */
    public int before(String workflow, long nanos) {
        Map.Entry<Long, Integer> entry = numbersOf(workflow).lowerEntry(nanos);
        return entry == null ? -1 : entry.getValue();
    }

    private ConcurrentSkipListMap<Long, Integer> numbersOf(String workflow) {
        return numbers.getOrDefault(workflow, new ConcurrentSkipListMap<>());
    }

    /** The number that a page of such a workflow shows; -1 when it is empty. */
    public static int shown(String page) {
        int at = page.indexOf(NUMBER);
        return at < 0
                ? -1
                : Integer.parseInt(page.substring(at + NUMBER.length(), page.indexOf('"', at + NUMBER.length())));
    }

    /** Workflows of which one is at home in each partition, and then one more of each, and so on. */
    public static List<String> workflows(int partitions, int ofEach) {
        HomePartition home = new HomePartition(partitions);
        String[] found = new String[partitions * ofEach];
        int left = found.length;
        for (int i = 0; left > 0; i++) {
            String workflow = "numbered-" + i;
            for (int at = home.of(workflow); at < found.length; at += partitions) {
                if (found[at] == null) {
                    found[at] = workflow;
                    left--;
                    break;
                }
            }
        }
        return List.of(found);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}

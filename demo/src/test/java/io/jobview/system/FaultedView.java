package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobview.localkafka.LocalKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.core.ConditionTimeoutException;

/** A view with a name, topics and folders of its own, whose surroundings a test breaks. For one thread. */
final class FaultedView implements AutoCloseable {

    static final int PARTITIONS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final LocalKafka kafka;
    private final int partitions;
    private final String events;
    private final Fleet fleet;
    private final Admin admin;
    private PublishedEvents published;
    private String application;

    /** Makes the events topic; starts nothing. */
    FaultedView(LocalKafka kafka, Path dir, String name, int instances) throws IOException {
        this(kafka, dir, name, PARTITIONS, instances);
    }

    /** The same with as many partitions. */
    FaultedView(LocalKafka kafka, Path dir, String name, int partitions, int instances) throws IOException {
        this.kafka = kafka;
        this.partitions = partitions;
        events = name + "-events";
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        Path folder = Files.createDirectory(dir.resolve(name));
        fleet = new Fleet(folder, kafka.bootstrapServers(), events, partitions, instances);
        application = name;
        application(name);
        published = create();
    }

    /** Makes the events topic, without events. */
    PublishedEvents create() {
        kafka.createTopic(events, partitions, Map.of());
        published = new PublishedEvents(kafka.bootstrapServers(), events);
        return published;
    }

    /** Instances that are started from now on are of this view. */
    void application(String id) {
        application = id;
        fleet.application(id);
    }

    Fleet fleet() {
        return fleet;
    }

    Admin admin() {
        return admin;
    }

    PublishedEvents published() {
        return published;
    }

    String events() {
        return events;
    }

    String changelog() {
        return application + "-jobs-changelog";
    }

    String rerouted() {
        return application + "-rerouted";
    }

    String deadLetters() {
        return application + "-dead-letters";
    }

    Reader reader(int i) {
        return new Reader(fleet.address(i));
    }

    JsonNode readiness(int i) throws IOException, InterruptedException {
        return reader(i).readiness();
    }

    /** What the instance says of the view. */
    ViewClaims view(int i) throws IOException, InterruptedException {
        return ViewClaims.ask(reader(i));
    }

    /** Waits until it answers. */
    void start(int i) throws InterruptedException {
        fleet.start(i);
        fleet.awaitReady(i);
    }

    /** The same without what it had stored. */
    void startEmpty(int i) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(fleet.state(i))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        start(i);
    }

    /** Waits for its end with exit code 1; gives the one line that says why. */
    String awaitRefusal(int i) throws InterruptedException {
        Child child = fleet.child(i);
        assertThat(child.awaitExit(PATIENCE)).as(child::output).isEqualTo(1);
        assertThat(child.stackTrace()).as(child::output).isEmpty();
        String last = child.lines().get(child.lines().size() - 1);
        assertThat(last).as(child::output).startsWith("jobview: ");
        return last;
    }

    String topicId(String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .topicId()
                .toString();
    }

    /** How many the events topic has now. */
    int partitions() throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(events))
                .allTopicNames()
                .get()
                .get(events)
                .partitions()
                .size();
    }

    /** Deletes a topic. Others may find it a moment longer. */
    void delete(String topic) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(topic)).all().get();
    }

    /** Waits until a topic of this name has another id. */
    void awaitMadeAgain(String topic, String before) {
        eventually(
                () -> admin.listTopics().names().get().contains(topic)
                        && !topicId(topic).equals(before),
                made -> made);
    }

    /**
     * Waits for pages that say of themselves that they hold all that was published: the first of each workflow that does so
     * must be right.
     */
    void assertRight(int i) {
        Reader reader = reader(i);
        long last = published.lastNanos();
        published.expected().rows().forEach((workflow, rows) -> {
            Reader.Answer answer = eventually(() -> reader.ask(workflow), asked -> asked.claims(last));
            assertThat(answer.rows())
                    .as(() -> workflow + " of " + i + ":\n" + fleet.output())
                    .containsExactlyElementsOf(rows);
        });
    }

    /** The same of an instance that has the view to itself. Its totals are right as soon as it says that it is caught up. */
    void assertAllRight(int i) {
        long last = published.lastNanos();
        ViewClaims view = eventually(() -> view(i), claims -> claims.holds(last));
        assertThat(view.totals())
                .as(fleet::output)
                .isEqualTo(published.expected().totals());
        assertRight(i);
    }

    /**
     * Waits until all instances say that they are caught up, so long after the last event that this one counts. What they
     * serve must be right at once.
     */
    void assertCaughtUpMeansRight() throws IOException, InterruptedException {
        for (int i = 0; i < fleet.size(); i++) {
            int asked = i;
            eventually(() -> view(asked), claims -> claims.isCaughtUp(published.lastNanos()));
        }
        for (Map.Entry<String, List<String>> workflow :
                published.expected().rows().entrySet()) {
            for (int i = 0; i < fleet.size(); i++) {
                assertThat(reader(i).ask(workflow.getKey()).rows())
                        .as(() -> workflow.getKey() + ":\n" + fleet.output())
                        .containsExactlyElementsOf(workflow.getValue());
            }
        }
    }

    /** What it was asked for, as soon as it is as wanted; that nobody answers does not matter. */
    <T> T eventually(Callable<T> asked, Predicate<T> wanted) {
        try {
            return await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(asked, wanted);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "\n" + fleet.output(), e);
        }
    }

    @Override
    public void close() {
        fleet.close();
        admin.close();
    }
}

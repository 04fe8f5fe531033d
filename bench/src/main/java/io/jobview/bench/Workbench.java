package io.jobview.bench;

import io.jobview.bench.history.History;
import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.history.Publisher;
import io.jobview.bench.textbook.TextbookPages;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.view.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the benchmarks of one run share: broker, published histories, views that are built. For one thread. */
final class Workbench implements AutoCloseable {

    private final BenchOptions options;
    private final Progress progress;
    private final Path folder;
    private final LocalKafka kafka;
    private final Map<String, MeasuredView> views = new HashMap<>();

    private Workbench(BenchOptions options, Progress progress, Path folder, LocalKafka kafka) {
        this.options = options;
        this.progress = progress;
        this.folder = folder;
        this.kafka = kafka;
    }

    static Workbench open(BenchOptions options, Progress progress) throws IOException {
        Path data = options.data();
        Path folder = data == null ? Files.createTempDirectory("jobview-bench") : Files.createDirectories(data);
        try {
            return new Workbench(
                    options, progress, folder, LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0)));
        } catch (RuntimeException e) {
            if (data == null) {
                Folders.delete(folder);
            }
            throw e;
        }
    }

    BenchOptions options() {
        return options;
    }

    Progress progress() {
        return progress;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    void createTopic(String name, int partitions, Map<String, String> config) {
        kafka.createTopic(name, partitions, config);
    }

    /** A new and empty one. */
    Path folder(String name) throws IOException {
        return Files.createTempDirectory(folder, name);
    }

    /** The textbook's pages of this view's rows; the caller closes them. */
    TextbookPages textbookPages(JobView view, LifecycleHistory history) throws IOException {
        String topic = "textbook-rows-" + UUID.randomUUID();
        kafka.createTopic(topic, 1, Map.of());
        List<String> workflowIds = IntStream.range(0, history.workflows())
                .mapToObj(LifecycleHistory::workflowId)
                .toList();
        return TextbookPages.start(topic, bootstrapServers(), folder("textbook"), view, workflowIds);
    }

    /** Sees to it that the history is in its topic, once; {@code --data} keeps it for the next run. */
    void publish(History history) {
        kafka.createTopic(history.topic(), history.partitions(), Map.of());
        long there = TopicDrain.count(bootstrapServers(), history.topic());
        if (there == 0) {
            progress.say("publishing " + history.topic());
            Publisher.publish(history, bootstrapServers(), sent -> progress.count("published", sent, history.events()));
        } else if (there < history.events()) { // more are repeated ones
            throw new IllegalStateException("topic " + history.topic() + " holds " + there + " of " + history.events()
                    + " events of an interrupted run: use another --data folder");
        }
    }

    /** The view of this history: the one that an earlier benchmark built, or a run with the same {@code --data}, or else a fresh one; caught up and checked. */
    MeasuredView view(History history) throws IOException, InterruptedException {
        MeasuredView built = views.get(history.topic());
        if (built != null) {
            return built;
        }
        publish(history);
        Path state = options.data() == null ? folder("state") : folder.resolve("state-" + history.topic());
        boolean known = options.data() != null && Files.exists(state);
        MeasuredView view =
                MeasuredView.start(this, history, Files.createDirectories(state), "bench-" + history.topic());
        views.put(history.topic(), view);
        if (known) {
            view.awaitCaughtUp(progress);
        } else {
            view.awaitFolded(progress);
        }
        return view;
    }

    /** The view of this history, stopped and started again on its state. */
    MeasuredView restarted(History history) throws InterruptedException {
        MeasuredView before = Objects.requireNonNull(views.remove(history.topic()), "a view that was built");
        before.close();
        MeasuredView view = MeasuredView.start(
                this, history, before.state(), before.config().applicationId());
        views.put(history.topic(), view);
        view.awaitCaughtUp(progress);
        return view;
    }

    @Override
    public void close() throws IOException {
        views.values().forEach(MeasuredView::close);
        kafka.close();
        if (options.data() == null) {
            Folders.delete(folder);
        }
    }
}

package io.jobview.demo;

import io.jobview.cli.CommandException;
import io.jobview.cli.RunningService;
import io.jobview.cli.Screen;
import io.jobview.cli.ServeLoop;
import io.jobview.cli.StopSignal;
import io.jobview.cli.ViewStarter;
import io.jobview.cluster.PeerSecret;
import io.jobview.config.Key;
import io.jobview.config.ServiceConfig;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.localkafka.LocalKafkaException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code jobview demo}: broker, view, API and made-up jobs in one JVM, on the loopback only; with several instances, views and APIs in
 * processes of their own.
 */
@Command(
        name = "demo",
        description = "Runs Kafka, the view and the API in one process, with made-up jobs, until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {

    private static final String TOPIC = "job-events";
    private static final int PARTITIONS = 4;
    private static final int MOST_JOBS = 10_000_000;
    private static final int MOST_INSTANCES = 9;
    private static final int LAST_PORT = 65_535;

    private final ViewStarter starter;
    private final Screen screen;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "PORT", description = "Where the API answers (8080; 0: a free port).")
    private int port = 8080;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Where Kafka listens (9092; 0: a free port).")
    private int kafkaPort = 9092;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps topics and view here over restarts (a temporary folder, removed at the end).")
    private @Nullable Path data;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Jobs to make up before now; more follow live (2000; 0: neither).")
    private int jobs = 2000;

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            description = "Names the view (jobview); a new name folds a fresh one from the start of the topic.")
    private String applicationId = "jobview";

    @Option(
            names = "--instances",
            paramLabel = "N",
            description = "Processes that share the view, on PORT, PORT+1 and so on (1: this one).")
    private int instances = 1;

    @Option(names = "--restart", description = "Start an instance again that was killed (it stays away).")
    private boolean restart;

    DemoCommand(ViewStarter starter, Screen screen) {
        this.starter = starter;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        checkRange("--jobs", jobs, MOST_JOBS);
        checkRange("--port", port, LAST_PORT);
        checkRange("--kafka-port", kafkaPort, LAST_PORT);
        if (instances < 1 || instances > MOST_INSTANCES || port + instances - 1 > LAST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--instances " + instances + " is not in 1.." + MOST_INSTANCES);
        }
        StopSignal stop = StopSignal.ofProcess();
        int exitCode = 1;
        try (DemoFolder folder = DemoFolder.open(data);
                LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.kafka(), kafkaPort))) {
            kafka.createTopic(TOPIC, PARTITIONS, Map.of());
            screen.err().println("jobview: Kafka listens on " + kafka.bootstrapServers());
            if (instances == 1) {
                runHere(folder, kafka, stop);
            } else {
                runInstances(folder, kafka, stop);
            }
            exitCode = 0;
        } catch (LocalKafkaException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        } finally {
            stop.finished(exitCode);
        }
        return exitCode;
    }

    private void runHere(DemoFolder folder, LocalKafka kafka, StopSignal stop) {
        ServiceConfig settings = ServiceConfig.of(settings(folder.state(1), port, kafka));
        try (RunningService service = RunningService.start(settings, starter);
                DemoJobs made = new DemoJobs(kafka.bootstrapServers(), TOPIC, folder)) {
            made.start(jobs);
            new ServeLoop(service, screen, stop, () -> {}).run();
            screen.err().println("jobview: stopping");
        }
    }

    private void runInstances(DemoFolder folder, LocalKafka kafka, StopSignal stop) {
        String secret = PeerSecret.random();
        IntFunction<Map<String, String>> settings = number -> {
            Map<String, String> its =
                    new TreeMap<>(settings(folder.state(number), port == 0 ? 0 : port + number - 1, kafka));
            its.put(Key.PEER_SECRET.text(), secret);
            its.put(Key.STANDBYS.text(), "1");
            its.put(Key.MEMORY_BYTES.text(), "64m");
            return its;
        };
        try (DemoJobs made = new DemoJobs(kafka.bootstrapServers(), TOPIC, folder);
                DemoInstances all = new DemoInstances(settings, restart, screen, stop)) {
            made.start(jobs);
            all.start(instances);
            all.run();
            screen.err().println("jobview: stopping");
        }
    }

    private void checkRange(String option, int value, int most) {
        if (value < 0 || value > most) {
            throw new ParameterException(spec.commandLine(), option + " " + value + " is not in 0.." + most);
        }
    }

    private Map<String, String> settings(Path state, int itsPort, LocalKafka kafka) {
        return Map.of(
                Key.HTTP_PORT.text(),
                Integer.toString(itsPort),
                Key.APPLICATION_ID.text(),
                applicationId,
                Key.EVENTS_TOPIC.text(),
                TOPIC,
                Key.STATE_DIR.text(),
                state.toString(),
                Key.STANDBYS.text(),
                "0",
                Key.AUTH_DISABLED.text(),
                "true",
                Key.BOOTSTRAP.text(),
                kafka.bootstrapServers());
    }
}

package io.jobview.demo;

import io.jobview.cli.CommandException;
import io.jobview.cli.RunningService;
import io.jobview.cli.Screen;
import io.jobview.cli.ServeLoop;
import io.jobview.cli.StopSignal;
import io.jobview.cli.ViewStarter;
import io.jobview.config.Key;
import io.jobview.config.ServiceConfig;
import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.localkafka.LocalKafkaException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jobview demo}: broker, view, API and made-up jobs in one JVM, on the loopback only. */
@Command(
        name = "demo",
        description = "Runs Kafka, the view and the API in one process, with made-up jobs, until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {

    private static final String TOPIC = "job-events";
    private static final int PARTITIONS = 4;
    private static final int MOST_JOBS = 10_000_000;
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

    DemoCommand(ViewStarter starter, Screen screen) {
        this.starter = starter;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        checkRange("--jobs", jobs, MOST_JOBS);
        checkRange("--port", port, LAST_PORT);
        checkRange("--kafka-port", kafkaPort, LAST_PORT);
        StopSignal stop = StopSignal.ofProcess();
        int exitCode = 1;
        try (DemoFolder folder = DemoFolder.open(data);
                LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(folder.kafka(), kafkaPort))) {
            kafka.createTopic(TOPIC, PARTITIONS, Map.of());
            screen.err().println("jobview: Kafka listens on " + kafka.bootstrapServers());
            try (RunningService service = RunningService.start(settings(folder, kafka), starter);
                    DemoJobs made = new DemoJobs(kafka.bootstrapServers(), TOPIC, folder)) {
                made.start(jobs);
                new ServeLoop(service, screen, stop, () -> {}).run();
                screen.err().println("jobview: stopping");
            }
            exitCode = 0;
        } catch (LocalKafkaException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        } finally {
            stop.finished(exitCode);
        }
        return exitCode;
    }

    private void checkRange(String option, int value, int most) {
        if (value < 0 || value > most) {
            throw new ParameterException(spec.commandLine(), option + " " + value + " is not in 0.." + most);
        }
    }

    private ServiceConfig settings(DemoFolder folder, LocalKafka kafka) {
        return ServiceConfig.of(Map.of(
                Key.HTTP_PORT.text(),
                Integer.toString(port),
                Key.APPLICATION_ID.text(),
                applicationId,
                Key.EVENTS_TOPIC.text(),
                TOPIC,
                Key.STATE_DIR.text(),
                folder.state().toString(),
                Key.STANDBYS.text(),
                "0",
                Key.AUTH_DISABLED.text(),
                "true",
                Key.BOOTSTRAP.text(),
                kafka.bootstrapServers()));
    }
}

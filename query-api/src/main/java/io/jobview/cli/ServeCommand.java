package io.jobview.cli;

import io.jobview.config.Key;
import io.jobview.config.ServiceConfig;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jobview serve}. */
@Command(
        name = JobviewCommand.SERVE,
        description = "Keeps the view up to date from Kafka and serves it over HTTP, until Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

    private final ViewStarter starter;
    private final Screen screen;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address to listen on (127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on (8080; 0: a free one).")
    private @Nullable String port;

    @Option(
            names = "--advertised-url",
            paramLabel = "URL",
            description = "Where other instances reach this one (http://ADDRESS:PORT).")
    private @Nullable String advertisedUrl;

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            description = "Names the view; instances of one name share the work (jobview).")
    private @Nullable String applicationId;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "Where the stores are kept (.jobview/state).")
    private @Nullable String stateDir;

    @Option(names = "--standbys", paramLabel = "N", description = "Copies of each store on other instances (1).")
    private @Nullable String standbys;

    @Option(names = "--threads", paramLabel = "N", description = "Stream threads (2).")
    private @Nullable String threads;

    @Option(names = "--memory", paramLabel = "SIZE", description = "Bound of the stores' memory (256m).")
    private @Nullable String memory;

    @Option(names = "--tokens", paramLabel = "FILE", description = "The tokens that may read; token new makes one.")
    private @Nullable String tokens;

    @Option(names = "--no-auth", description = "Let anybody read; only on the loopback.")
    private boolean noAuth;

    ServeCommand(ViewStarter starter, Screen screen) {
        this.starter = starter;
        this.screen = screen;
    }

    @Override
    public Integer call() {
        ServiceConfig settings = config.load(options());
        Path file = config.file();
        if (file != null) {
            screen.err().println("jobview: settings of " + file);
        }
        for (Path open : FilesOfOthers.in(settings)) {
            screen.err()
                    .println(
                            "jobview: others may change " + open + ", and with it who is believed: chmod go-w " + open);
        }
        StopSignal stop = StopSignal.ofProcess();
        int exitCode = 1;
        try (RunningService service = RunningService.start(settings, starter)) {
            if (settings.peers().secrets().isEmpty()) {
                screen.err()
                        .println("jobview: " + Key.PEER_SECRET.text()
                                + " is not set: this instance asks no other and answers none");
            }
            new ServeLoop(service, screen, stop, () -> {}).run();
            screen.err().println("jobview: stopping");
            exitCode = 0;
        } finally {
            stop.finished(exitCode);
        }
        return exitCode;
    }

    private Map<Key, @Nullable String> options() {
        Map<Key, @Nullable String> options = new EnumMap<>(Key.class);
        options.put(Key.HTTP_HOST, host);
        options.put(Key.HTTP_PORT, port);
        options.put(Key.ADVERTISED_URL, advertisedUrl);
        options.put(Key.APPLICATION_ID, applicationId);
        options.put(Key.STATE_DIR, stateDir);
        options.put(Key.STANDBYS, standbys);
        options.put(Key.STREAM_THREADS, threads);
        options.put(Key.MEMORY_BYTES, memory);
        options.put(Key.AUTH_TOKENS_FILE, tokens);
        options.put(Key.AUTH_DISABLED, noAuth ? "true" : null);
        return options;
    }
}

package io.jobview.demo;

import io.jobview.cli.CommandException;
import io.jobview.cli.RunningService;
import io.jobview.cli.Screen;
import io.jobview.cli.ServeLoop;
import io.jobview.cli.StopSignal;
import io.jobview.cli.ViewStarter;
import io.jobview.config.ConfigException;
import io.jobview.config.ServiceConfig;
import io.jobview.http.HttpStartException;
import io.jobview.view.StreamsView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One instance of {@code demo --instances}: the service with settings that come as lines {@code name=value} up to an empty one from
 * stdin, where no other process sees the secret in them. It ends when stdin does, so it never outlives who started it.
 */
public final class InstanceMain {

    private InstanceMain() {}

    public static void main(String[] args) throws IOException {
        BufferedReader stdin = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Map<String, String> settings = settings(stdin);
        StopSignal stop = StopSignal.ofProcess();
        Thread watch = new Thread(() -> awaitEnd(stdin, stop), "jobview-parent");
        watch.setDaemon(true);
        watch.start();
        int exitCode = 1;
        try (RunningService service =
                RunningService.start(ServiceConfig.of(settings), ViewStarter.of(StreamsView::start))) {
            new ServeLoop(service, new Screen(System.out, System.err, false), stop, () -> {}).run();
            exitCode = 0;
        } catch (CommandException | ConfigException | HttpStartException e) {
            System.err.println(e.getMessage());
        } finally {
            stop.finished(exitCode);
        }
        System.exit(exitCode);
    }

    private static Map<String, String> settings(BufferedReader stdin) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (String line = stdin.readLine(); line != null && !line.isEmpty(); line = stdin.readLine()) {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return settings;
    }

    /** The other end is closed by the system even when its process was killed. */
    private static void awaitEnd(BufferedReader stdin, StopSignal stop) {
        try {
            String line;
            do {
                line = stdin.readLine(); // nothing more is ever said
            } while (line != null);
        } catch (IOException e) {
            // An end too.
        }
        stop.ask();
    }
}

package io.jobview.demo;

import io.jobview.cli.CommandException;
import io.jobview.cli.Screen;
import io.jobview.cli.StopSignal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Several instances of the service, each a process of its own, from start to stop. For one thread. */
final class DemoInstances implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);
    /** Ctrl-C reaches the instances as soon as it reaches us. */
    private static final Duration SAME_SIGNAL = Duration.ofSeconds(1);

    private final IntFunction<Map<String, String>> settings;
    private final boolean restart;
    private final Screen screen;
    private final StopSignal stop;
    private final List<@Nullable DemoInstance> instances = new ArrayList<>(); // null where one is gone
    private final Map<Integer, URI> addresses = new TreeMap<>();
    private boolean allReady;

    /**
     * @param settings those of the service, for an instance's number from 1 on
     * @param restart whether one that ends is started again
     */
    DemoInstances(IntFunction<Map<String, String>> settings, boolean restart, Screen screen, StopSignal stop) {
        this.settings = settings;
        this.restart = restart;
        this.screen = screen;
        this.stop = stop;
    }

    void start(int count) {
        for (int number = 1; number <= count; number++) {
            instances.add(DemoInstance.start(number, settings.apply(number), screen));
        }
    }

    /**
     * Returns once the end was asked for.
     *
     * @throws CommandException if an instance cannot start, or none is left
     */
    void run() {
        do {
            for (int i = 0; i < instances.size(); i++) {
                DemoInstance instance = instances.get(i);
                if (instance != null) {
                    tell(instance);
                    if (!instance.isAlive() && !stop.await(SAME_SIGNAL)) {
                        instances.set(i, gone(instance));
                    }
                }
            }
            if (instances.stream().allMatch(instance -> instance == null)) {
                throw new CommandException("no instance is left");
            }
        } while (!stop.await(LOOK));
    }

    private void tell(DemoInstance instance) {
        if (!instance.ready().isDone() || addresses.containsKey(instance.number())) {
            return;
        }
        try {
            addresses.put(instance.number(), instance.ready().join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof CommandException reason ? reason : e;
        }
        screen.out()
                .println("instance " + instance.number() + ": " + addresses.get(instance.number()) + " pid "
                        + instance.pid());
        if (!allReady && addresses.size() == instances.size()) {
            allReady = true;
            screen.out().println("jobview ready: " + addresses.get(1));
        }
    }

    private @Nullable DemoInstance gone(DemoInstance instance) {
        int number = instance.number();
        String line = "jobview: instance " + number + " (pid " + instance.pid() + ") ended with exit code "
                + instance.exitCode();
        URI address = addresses.remove(number);
        if (!restart || address == null) {
            screen.err().println(line);
            return null;
        }
        screen.err().println(line + ", it is started again");
        Map<String, String> same = new TreeMap<>(settings.apply(number));
        same.put("http.port", Integer.toString(address.getPort()));
        return DemoInstance.start(number, same, screen);
    }

    @Override
    public void close() {
        for (DemoInstance instance : instances) {
            if (instance != null) {
                instance.stop(); // all at once
            }
        }
        for (DemoInstance instance : instances) {
            if (instance != null) {
                instance.close();
            }
        }
    }
}

package io.jobview.demo;

import io.jobview.cli.CommandException;
import io.jobview.cli.Screen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One process of {@code demo --instances}. What it says goes on to the screen under its number. Thread-safe. */
final class DemoInstance implements AutoCloseable {

    private static final String READY = "jobview ready: ";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(12);

    private final int number;
    private final Process process;
    private final Writer stdin;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private DemoInstance(int number, Process process) {
        this.number = number;
        this.process = process;
        this.stdin = process.outputWriter();
    }

    /** @param settings of its service, by name; may hold a secret */
    static DemoInstance start(int number, Map<String, String> settings, Screen screen) {
        try {
            Process process =
                    new ProcessBuilder(command()).redirectErrorStream(true).start();
            DemoInstance instance = new DemoInstance(number, process);
            Thread reader = new Thread(() -> instance.read(screen), "instance-" + number);
            reader.setDaemon(true);
            reader.start();
            StringBuilder lines = new StringBuilder();
            settings.forEach((name, value) ->
                    lines.append(name).append('=').append(value).append('\n'));
            instance.stdin.write(lines.append('\n').toString());
            instance.stdin.flush();
            return instance;
        } catch (IOException e) {
            throw new CommandException("cannot start instance " + number + ": " + e.getMessage(), e);
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(inherited());
        command.addAll(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError")); // the last word
        if (Runtime.version().feature() >= 23) { // as the launcher has it, or the JVM itself warns
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        String log = System.getProperty("logback.configurationFile");
        if (log != null) {
            command.add("-Dlogback.configurationFile=" + log);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), InstanceMain.class.getName()));
        return command;
    }

    /** What this JVM was told for a fast start and short pauses; an archive of classes is one that it takes from, not one that it makes. */
    private static List<String> inherited() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-XX:") || option.startsWith("-Xlog:"))
                .filter(option -> !option.startsWith("-XX:ArchiveClassesAtExit="))
                .toList();
    }

    private void read(Screen screen) {
        String last = "it said nothing";
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                last = line;
                if (line.startsWith(READY)) {
                    ready.complete(URI.create(line.substring(READY.length())));
                } else if (ready.isDone()) {
                    screen.err().println("instance " + number + ": " + line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            last = String.valueOf(e.getMessage());
        }
        ready.completeExceptionally(new CommandException("instance " + number + " did not start: " + last));
    }

    int number() {
        return number;
    }

    long pid() {
        return process.pid();
    }

    /** Where it answers, once it does; fails with a {@link CommandException} when it ended before. */
    CompletableFuture<URI> ready() {
        return ready;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Only once it is not alive. */
    int exitCode() {
        return process.exitValue();
    }

    /** Asks it to stop; does not wait. */
    void stop() {
        try {
            stdin.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    /** Stops it; kills it if it does not end in time. */
    @Override
    public void close() {
        stop();
        try {
            if (process.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}

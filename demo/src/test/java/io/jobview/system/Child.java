package io.jobview.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A Jobview command in a JVM of its own, with all that it printed. Closing kills it. Thread-safe. */
final class Child implements AutoCloseable {

    private static final String READY = "jobview ready: ";
    private static final Pattern STACK_TRACE = Pattern.compile("^\\s+at \\S+\\(.*|^Caused by: .*|^Exception in .*");

    private final Process process;
    private final long startedNanos = System.nanoTime();
    private final List<String> lines = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "child-output");
    private boolean ended;

    private Child(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Runs {@code main} from the class path of the tests. */
    static Child start(Class<?> main, List<String> args) {
        return start(main, args, Map.of());
    }

    /** The same with more in its environment. */
    static Child start(Class<?> main, List<String> args, Map<String, String> environment) {
        return run(java(ChildClasses.OPTIONS, main, args), environment);
    }

    /** Runs {@code main} from the jars in this folder and nothing else. */
    static Child startFrom(Path jars, Class<?> main, List<String> args) {
        return start(List.of("-cp", jars + "/*"), main, args);
    }

    /** Runs {@code main} with these options of the JVM, of which one is the class path. */
    static Child start(List<String> options, Class<?> main, List<String> args) {
        return run(java(options, main, args), Map.of());
    }

    /**
     * Runs it where no file can grow beyond {@code blocks} of 512 bytes.
     *
     * @param libraries the native ones, which could not be unpacked under that limit
     */
    static Child startOnFullDisk(int blocks, Path libraries, Class<?> main, List<String> args) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f " + blocks + " && exec \"$@\"", "sh"));
        command.addAll(java(ChildClasses.OPTIONS, main, args));
        command.add(command.indexOf("-cp"), "-Djava.library.path=" + libraries);
        return run(command, Map.of());
    }

    private static List<String> java(List<String> options, Class<?> main, List<String> args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1", // short lives: the second compiler would only take the cores of the others
                "-Dlogback.configurationFile=logback.xml")); // a module's test configuration is on the class path too
        if (Runtime.version().feature() >= 23) { // as the launcher has it, or the JVM itself warns
            command.addAll(1, List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(options);
        command.add(main.getName());
        command.addAll(args);
        return command;
    }

    private static Child run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(this::add);
        } catch (UncheckedIOException | IOException e) {
            add("(the output ended: " + e.getMessage() + ")");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The first line like this; waits for it. Fails with all of the output when the time is over or the process. */
    synchronized String awaitLine(Predicate<String> like, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (int next = 0; ; ) {
            for (; next < lines.size(); next++) {
                if (like.test(lines.get(next))) {
                    return lines.get(next);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("the line did not come:\n" + output());
            }
            wait(left);
        }
    }

    /** Waits until it says that it is ready; returns where it answers. */
    URI awaitReady(Duration atMost) throws InterruptedException {
        return URI.create(awaitLine(line -> line.startsWith(READY), atMost).substring(READY.length()));
    }

    /** Waits for its end; returns the exit code. */
    int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it did not end in " + atMost + ":\n" + output());
        }
        reader.join(atMost.toMillis());
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** SIGTERM; by the handle, as the process's own method would close the stream that is still read. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL, and waits until it is gone. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines that no person should see. */
    List<String> stackTrace() {
        return lines().stream()
                .filter(line -> STACK_TRACE.matcher(line).matches())
                .toList();
    }

    String output() {
        return String.join("\n", lines());
    }

    @Override
    public void close() {
        kill();
    }
}

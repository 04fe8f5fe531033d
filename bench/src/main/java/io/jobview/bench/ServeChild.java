package io.jobview.bench;

import io.jobview.bench.load.HttpConnection;
import io.jobview.bench.load.Request;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code jobview serve} in a process of its own, with the settings of the launcher but for the heap. For one thread. */
final class ServeChild implements AutoCloseable {

    static final long HEAP_BYTES = 512L << 20;

    private static final long LOOK_MILLIS = 10; // each look is a request, which a process that starts can ill afford
    private static final long STOP_SECONDS = 60;
    private static final long FOLD_SECONDS = 60;
    private static final Pattern FOLDED = Pattern.compile("\"folded\":(\\d+)");
    private static final int NEWER = 23; // as the launcher: from here on the JVM warns of native code and Unsafe

    private final Process process;
    private final int port;
    private final Path output;
    private final long startNanos;

    private ServeChild(Process process, int port, Path output, long startNanos) {
        this.process = process;
        this.port = port;
        this.output = output;
        this.startNanos = startNanos;
    }

    /**
     * Starts it.
     *
     * @param folder for its state and output
     * @param jvm more options of the JVM
     */
    static ServeChild start(Workbench bench, KeptView view, Path folder, List<String> jvm) throws IOException {
        return start(bench, view, folder, jvm, Map.of());
    }

    /** @param settings more of the service's, as environment variables have them */
    static ServeChild start(Workbench bench, KeptView view, Path folder, List<String> jvm, Map<String, String> settings)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= NEWER) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of(
                "-Xmx" + HEAP_BYTES,
                "-XX:+UseG1GC",
                "-XX:MaxTenuringThreshold=1",
                "-XX:GCTimeRatio=499",
                "-XX:ThreadPriorityPolicy=1",
                "-XX:CompilerThreadPriority=5",
                "-XX:JavaPriority9_To_OSPriority=0",
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath(), "io.jobview.Main", "serve", "--no-auth"));
        command.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--state-dir",
                folder.resolve("state").toString()));
        command.addAll(List.of("--application-id", view.applicationId(), "--standbys", "0"));
        command.addAll(List.of("--memory", Long.toString(view.memoryBytes())));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile()) // where no jobview.properties is
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2"); // as the launcher
        builder.environment().put("JOBVIEW_KAFKA_BOOTSTRAP_SERVERS", bench.bootstrapServers());
        builder.environment().put("JOBVIEW_EVENTS_TOPIC", view.eventsTopic());
        builder.environment().putAll(settings);
        long start = System.nanoTime();
        return new ServeChild(builder.start(), port, output, start);
    }

    /** That of this process. */
    static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** The JVM archives only classes from jars. */
    static boolean runsFromJars() {
        for (String entry : classPath().split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                return false;
            }
        }
        return true;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it has folded so many events since it began. */
    void awaitFolded(long events) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (HttpConnection connection = HttpConnection.open(port)) {
            while (folded(connection) < events) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(FOLD_SECONDS)) {
                    throw new IllegalStateException("the service does not fold: " + Files.readString(output));
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private static long folded(HttpConnection connection) throws IOException {
        Matcher folded = FOLDED.matcher(connection.body("/readyz"));
        if (!folded.find()) {
            throw new IOException("/readyz does not tell how much is folded");
        }
        return Long.parseLong(folded.group(1));
    }

    /** Seconds from the start of the process to the first answer with status 200. */
    double awaitAnswer(String target, long mostSeconds) throws IOException, InterruptedException {
        Request request = Request.get(target, 0);
        while (true) {
            try (HttpConnection connection = HttpConnection.open(port)) {
                while (connection.ask(request).status() != Request.OK) {
                    pause(mostSeconds);
                }
                return (System.nanoTime() - startNanos) / 1e9;
            } catch (IOException e) {
                pause(mostSeconds); // not listening yet
            }
        }
    }

    private void pause(long mostSeconds) throws IOException, InterruptedException {
        if (!process.isAlive() || System.nanoTime() - startNanos > TimeUnit.SECONDS.toNanos(mostSeconds)) {
            throw new IllegalStateException("the service does not serve: " + Files.readString(output));
        }
        Thread.sleep(LOOK_MILLIS);
    }

    /** As an operator stops it. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the service does not stop: " + Files.readString(output));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

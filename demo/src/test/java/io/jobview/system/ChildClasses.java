package io.jobview.system;

import io.jobview.demo.DemoMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Where children take their classes from: the class path of the tests, its folders as jars, and an archive of what a demo loads of it, which
 * only jars can have. A child takes half of the processor time to start with it. Made by the first test that starts a
 * child, for all of the build; without an archive, should a JVM make none, children only start more slowly.
 */
final class ChildClasses {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a JVM cannot use it leaves alone, without a word. */
    private static final String SILENT = "-Xlog:cds*=off" + (Runtime.version().feature() >= 25 ? ",aot*=off" : "");

    /** Of the JVM: the class path and the archive. */
    static final List<String> OPTIONS = options();

    private ChildClasses() {}

    private static List<String> options() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "children", fingerprint()));
            try (FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock(); // until it is closed: the tests run in two JVMs
                String classPath = jars(folder.toAbsolutePath());
                Path archive = folder.resolve("classes.jsa");
                Path tried = folder.resolve("tried");
                if (!Files.exists(tried)) {
                    makeArchive(classPath, archive);
                    Files.createFile(tried);
                }
                List<String> options = new ArrayList<>(List.of(SILENT, "-cp", classPath));
                if (Files.exists(archive)) {
                    options.add(0, "-XX:SharedArchiveFile=" + archive);
                }
                return List.copyOf(options);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** Another JVM or other classes: others. */
    private static String fingerprint() throws IOException {
        StringBuilder all = new StringBuilder(System.getProperty("java.home"));
        for (Path entry : classPath()) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (Path file : files.sorted().toList()) {
                    all.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
                }
            }
        }
        return Integer.toHexString(all.toString().hashCode());
    }

    private static String jars(Path folder) {
        StringJoiner jars = new StringJoiner(System.getProperty("path.separator"));
        int number = 0;
        for (Path entry : classPath()) {
            Path jar = Files.isDirectory(entry) ? folder.resolve(number++ + ".jar") : entry;
            if (!Files.exists(jar)) {
                int code = ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "-cf", jar.toString(), "-C", entry.toString(), ".");
                if (code != 0) {
                    throw new IllegalStateException("jar of " + entry + " ended with " + code);
                }
            }
            jars.add(jar.toString());
        }
        return jars.toString();
    }

    private static void makeArchive(String classPath, Path archive) throws IOException, InterruptedException {
        List<String> options = List.of("-XX:ArchiveClassesAtExit=" + archive, SILENT, "-cp", classPath);
        try (Child demo = Child.start(
                options, DemoMain.class, List.of("demo", "--port", "0", "--kafka-port", "0", "--jobs", "20"))) {
            demo.awaitReady(PATIENCE);
            demo.terminate();
            if (demo.awaitExit(PATIENCE) != 0) {
                Files.deleteIfExists(archive);
            }
        }
    }
}

package io.jobview.demo;

import io.jobview.cli.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the demo keeps its topics and its view: a folder that was named, or one for this run only. */
final class DemoFolder implements AutoCloseable {

    private static final String PROGRESS_FILE = "demo-jobs";

    private final Path root;
    private final boolean temporary;

    private DemoFolder(Path root, boolean temporary) {
        this.root = root;
        this.temporary = temporary;
    }

    static DemoFolder open(@Nullable Path named) {
        try {
            Path root = named == null ? Files.createTempDirectory("jobview-demo-") : Files.createDirectories(named);
            return new DemoFolder(root.toAbsolutePath(), named == null);
        } catch (IOException e) {
            throw new CommandException("cannot use the folder " + named + ": " + e.getMessage(), e);
        }
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    /** An instance's own; that of the first is the one of a demo in one process. */
    Path state(int instance) {
        return root.resolve(instance == 1 ? "state" : "state-" + instance);
    }

    /** How far the jobs of this folder have come; null before the first run. */
    @Nullable
    Progress progress() throws IOException {
        Path file = root.resolve(PROGRESS_FILE);
        return Files.exists(file) ? Progress.parse(Files.readString(file)) : null;
    }

    void keep(Progress progress) throws IOException {
        Path fresh = Files.writeString(root.resolve(PROGRESS_FILE + ".new"), progress.text());
        Files.move(
                fresh,
                root.resolve(PROGRESS_FILE),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        if (temporary) {
            try (Stream<Path> files = Files.walk(root)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot remove " + root, e);
            }
        }
    }

    /**
     * The arguments of a {@link GeneratedHistory}, and up to when its events and those that follow were published. Kept as
     * {@code seed jobs end reached}.
     */
    record Progress(long seed, int jobs, Instant end, Instant reached) {

        Progress at(Instant now) {
            return new Progress(seed, jobs, end, now);
        }

        String text() {
            return seed + " " + jobs + " " + end + " " + reached + "\n";
        }

        static Progress parse(String text) {
            String[] parts = text.strip().split(" ");
            return new Progress(
                    Long.parseLong(parts[0]),
                    Integer.parseInt(parts[1]),
                    Instant.parse(parts[2]),
                    Instant.parse(parts[3]));
        }
    }
}

package io.jobview.cli;

import io.jobview.config.ServiceConfig;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jobview publish}. */
@Command(
        name = "publish",
        description = "Publishes events, one JSON object a line, keyed by workflow_id; prints the last position.")
final class PublishCommand implements Callable<Integer> {

    private static final String STDIN = "-";
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Screen screen;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A file or a pipe, plain or gzipped; - or nothing for stdin.")
    private @Nullable String file;

    PublishCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        ServiceConfig settings = config.load(Map.of());
        String source = file == null ? STDIN : file;
        try (InputStream in = source.equals(STDIN) ? System.in : open(Path.of(source))) {
            LineReader lines = new LineReader(in);
            EventsTopic.check(settings);
            publish(lines, settings);
        } catch (IOException e) {
            throw new CommandException("cannot read " + source + ": " + e.getMessage(), e);
        }
        return 0;
    }

    /** Not as a channel, whose stream asks for a position, which pipes do not have. */
    private static InputStream open(Path path) {
        if (Files.notExists(path)) {
            throw new CommandException("there is no file " + path);
        }
        try {
            return new FileInputStream(path.toFile());
        } catch (FileNotFoundException e) { // its message begins with the path
            throw new CommandException("cannot read " + e.getMessage(), e);
        }
    }

    private void publish(LineReader lines, ServiceConfig settings) throws IOException {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(ProducerSettings.of(settings.kafka()));
        try {
            Publisher publisher = new Publisher(producer, settings.eventsTopic());
            long start = System.nanoTime();
            try (Moving moving = Moving.start(screen, "publishing")) {
                publisher.publish(lines, moving::to);
            }
            report(publisher, System.nanoTime() - start);
        } finally {
            producer.close(CLOSE); // after a failure the rest of the buffer is given up
        }
    }

    private void report(Publisher publisher, long nanos) {
        long events = publisher.acknowledgements().count();
        if (publisher.unreadable() > 0) {
            screen.err()
                    .println("jobview: " + publisher.unreadable() + " lines have no readable workflow_id, first line "
                            + publisher.firstUnreadable() + "; sent without a key, and the view will reject them");
        }
        double seconds = nanos / 1e9;
        screen.err()
                .println(String.format(
                        Locale.ROOT, "jobview: %d events in %.1f s (%.0f/s)", events, seconds, events / seconds));
        if (events > 0) {
            screen.out().println(publisher.acknowledgements().position());
        }
    }
}

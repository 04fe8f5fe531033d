package io.jobview.cli;

import io.jobview.config.ServiceConfig;
import io.jobview.input.EventLines;
import io.jobview.input.LineReader;
import io.jobview.input.NotEventsException;
import java.io.IOException;
import java.io.InputStream;
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

    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Screen screen;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A file or a pipe in UTF-8, plain or gzipped; - or nothing for stdin.")
    private @Nullable String file;

    PublishCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        ServiceConfig settings = config.load(Map.of());
        EventSource source = new EventSource(file);
        try (InputStream in = source.open()) {
            LineReader lines = EventLines.of(in);
            EventsTopic.check(settings);
            publish(source, lines, settings);
        } catch (NotEventsException e) {
            throw new CommandException("cannot publish " + source + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw source.unreadable(e, 0);
        }
        return 0;
    }

    private void publish(EventSource source, LineReader lines, ServiceConfig settings) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(ProducerSettings.of(settings.kafka()));
        Publisher publisher = new Publisher(producer, settings.eventsTopic());
        try {
            long start = System.nanoTime();
            try (Moving moving = Moving.start(screen, "publishing")) {
                publisher.publish(lines, moving::to);
            }
            report(publisher, System.nanoTime() - start);
        } catch (IOException e) {
            throw source.unreadable(e, publisher.acknowledgements().count());
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

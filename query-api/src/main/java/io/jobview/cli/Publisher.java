package io.jobview.cli;

import io.jobview.input.LineReader;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends lines as events to one topic, keyed by their workflow, in order. For one thread. */
final class Publisher {

    private static final int TELL_EVERY = 1 << 10;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final RecordKey key = new RecordKey();
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private long unreadable;
    private long firstUnreadable;

    Publisher(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Sends every line that is not blank and waits until all are acknowledged, also when a later one cannot be read.
     *
     * @param progress told now and then how many were sent
     * @throws IOException if a line cannot be read
     * @throws CommandException if a line could not be sent
     */
    void publish(LineReader lines, LongConsumer progress) throws IOException {
        long sent;
        try {
            sent = sendAll(lines, progress);
        } catch (IOException e) {
            producer.flush();
            throw e;
        }
        producer.flush();
        progress.accept(sent);
        Exception failure = acknowledgements.failure();
        if (failure != null) {
            throw failed(failure);
        }
    }

    private long sendAll(LineReader lines, LongConsumer progress) throws IOException {
        long sent = 0;
        byte[] line;
        while (acknowledgements.failure() == null && (line = lines.next()) != null) {
            if (!isBlank(line)) {
                send(line, lines.number());
                if (++sent % TELL_EVERY == 0) {
                    progress.accept(sent);
                }
            }
        }
        return sent;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the acknowledgements hear of every outcome
    private void send(byte[] line, long number) {
        byte[] workflow = key.of(line);
        if (workflow == null && unreadable++ == 0) {
            firstUnreadable = number;
        }
        try {
            producer.send(new ProducerRecord<>(topic, workflow, line), acknowledgements);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private CommandException failed(Exception failure) {
        return new CommandException(
                "publishing failed after " + acknowledgements.count() + " events were acknowledged: "
                        + failure.getMessage(),
                failure);
    }

    /** Lines without a readable workflow_id. */
    long unreadable() {
        return unreadable;
    }

    /** The number of the first such line, from 1. */
    long firstUnreadable() {
        return firstUnreadable;
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}

package io.jobview.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobview.input.EventLines;
import io.jobview.input.LineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On Kafka's own in-memory producer. */
class PublisherTest {

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Publisher publisher = new Publisher(producer, "events");

    @Test
    void theKeyIsTheWorkflowAndTheValueIsTheLine() throws IOException {
        publish("{\"x\":{\"workflow_id\":\"no\"}, \"workflow_id\" : \"w\\u00e9\"}\r\n\n  \n{\"workflow_id\":\"v\"}");

        List<ProducerRecord<byte[], byte[]>> sent = producer.history();
        assertThat(sent).hasSize(2).allMatch(record -> record.topic().equals("events"));
        assertThat(sent.get(0).key()).isEqualTo("w\u00e9".getBytes(StandardCharsets.UTF_8));
        assertThat(sent.get(0).value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"x\":{\"workflow_id\":\"no\"}, \"workflow_id\" : \"w\\u00e9\"}\r");
        assertThat(publisher.unreadable()).isZero();
        assertThat(publisher.acknowledgements().count()).isEqualTo(2);
        assertThat(publisher.acknowledgements().position()).hasToString("0@1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{}",
                "[]",
                "{\"workflow_id\":7}",
                "{\"workflow_id\":\"\"}",
                "{\"x\":{\"workflow_id\":\"w\"}}",
                "{\"workflow_id\"",
                "\"workflow_id\"",
                "{\"x\":",
                "\u0000"
            })
    void whatHasNoWorkflowIsSentAllTheSame(String line) throws IOException {
        publish("{\"workflow_id\":\"w\"}\n\n" + line + "\n" + line + "\n");

        assertThat(producer.history()).hasSize(3);
        assertThat(producer.history().get(1).key()).isNull();
        assertThat(producer.history().get(1).value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(line);
        assertThat(publisher.unreadable()).isEqualTo(2);
        assertThat(publisher.firstUnreadable()).isEqualTo(3);
    }

    @Test
    void progressEndsAtWhatWasSent() throws IOException {
        List<Long> told = new ArrayList<>();
        publisher.publish(reader("{\"workflow_id\":\"w\"}\n".repeat(2500)), told::add);

        assertThat(told).containsExactly(1024L, 2048L, 2500L);
    }

    @Test
    void aFailureSaysHowManyWereAcknowledged() throws IOException {
        publish("{\"workflow_id\":\"w\"}\n");
        producer.sendException = new RecordTooLargeException("too large");

        assertThatThrownBy(() -> publish("{\"workflow_id\":\"w\"}\n"))
                .isInstanceOf(CommandException.class)
                .hasMessage("publishing failed after 1 events were acknowledged: too large");
    }

    @Test
    void whatWasReadBeforeAFailureIsSentAndAcknowledged() {
        MockProducer<byte[], byte[]> slow =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        Publisher publisher = new Publisher(slow, "events");
        String endless = "x".repeat(3 * LineReader.MAX_LINE);

        assertThatThrownBy(() -> publisher.publish(reader("{\"workflow_id\":\"w\"}\n" + endless), sent -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("line 2 is longer than 1048576 bytes");
        assertThat(publisher.acknowledgements().count()).isEqualTo(1);
    }

    private void publish(String lines) throws IOException {
        publisher.publish(reader(lines), sent -> {});
    }

    private static LineReader reader(String lines) throws IOException {
        return EventLines.of(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }
}

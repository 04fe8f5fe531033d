package io.jobview.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On sockets that answer as told. */
@Timeout(20)
class KafkaPortsTest {

    private static final byte[] KAFKA = HexFormat.of().parseHex("0000000a" + "0d0a0d0a" + "000000000000");

    @Test
    void kafkaIsKnownByItsAnswer() throws IOException {
        try (Port kafka = Port.answering(KAFKA)) {
            assertThatCode(() -> ask(kafka.address())).doesNotThrowAnyException();
            assertThatCode(() -> ask("127.0.0.1:1, PLAINTEXT://" + kafka.address()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void somethingElseIsNamed() throws IOException {
        assertNotKafka(text("HTTP/1.1 400 Bad Request\r\n\r\n"), " does not speak Kafka but HTTP");
        assertNotKafka(
                HexFormat.of().parseHex("1503030002020a"),
                " expects TLS: set kafka.security.protocol to SSL or SASL_SSL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE HTML>\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "-ERR unknown command\r\n",
                "\u0000\u0000\u0012\u0004\u0000\u0000\u0000\u0000\u0000", // HTTP/2 begins with its settings
                "\u0000\u0000\u0000\u0000",
                "\u007f\u007f\u007f\u007f",
                "\u0000\u0000\u0000\u0008other" // of the right size, but to another question
            })
    void anythingElseIsNotKafka(String answer) throws IOException {
        assertNotKafka(text(answer), " does not speak Kafka");
    }

    @Test
    void aPortOfTlsIsKnown() throws IOException {
        try (Port tls = new Port(
                SSLServerSocketFactory.getDefault().createServerSocket(0, 1, InetAddress.getLoopbackAddress()),
                socket -> ((SSLSocket) socket).startHandshake())) {
            assertThatThrownBy(() -> ask(tls.address()))
                    .isInstanceOf(NotKafkaException.class)
                    .hasMessage(tls.address() + " expects TLS: set kafka.security.protocol to SSL or SASL_SSL");
        }
    }

    /** A client would try any of them. */
    @Test
    void oneWrongAddressAmongRightOnesIsRefused() throws IOException {
        try (Port kafka = Port.answering(KAFKA);
                Port http = Port.answering(text("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThatThrownBy(() -> ask("127.0.0.1:1," + kafka.address() + "," + http.address()))
                    .isInstanceOf(NotKafkaException.class)
                    .hasMessageStartingWith(http.address());
        }
    }

    @Test
    void whereNothingAnswersKafkaMayStillCome() throws IOException {
        assertUnreachable("127.0.0.1:1", "Connection refused");
        assertThatThrownBy(() -> KafkaPorts.ask(Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "SSL")))
                .hasMessage("Connection refused");
        assertUnreachable("nowhere.invalid:9092", "there is no host nowhere.invalid");
        try (Port closing = Port.answering(new byte[0])) {
            assertUnreachable(
                    closing.address(), "it closes the connection without an answer; is kafka.security.protocol right?");
        }
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            assertThatThrownBy(() -> KafkaPorts.ask(Map.of("bootstrap.servers", address), Duration.ofSeconds(1)))
                    .hasMessage("no answer in 1 s");
        }
    }

    @Test
    void whereAClientHasBetterWordsItSpeaks() throws IOException {
        for (String address : List.of("nowhere", "", "127.0.0.1:99999", "127.0.0.1:99999999999")) {
            assertThatCode(() -> ask(address)).doesNotThrowAnyException();
        }
        assertLeftToTheClient("127.0.0.1:1", Map.of("security.protocol", "TLS"));
        assertLeftToTheClient("127.0.0.1:1", Map.of("security.protocol", "SSL", "ssl.truststore.location", "none"));
        assertLeftToTheClient("127.0.0.1:1", Map.of("security.protocol", "SSL", "ssl.engine.factory.class", "Own"));
        try (Port http = Port.answering(text("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertLeftToTheClient(http.address(), Map.of("security.protocol", "sasl_ssl"));
        }
    }

    private static void assertLeftToTheClient(String address, Map<String, String> settings) {
        Map<String, String> kafka = new HashMap<>(settings);
        kafka.put("bootstrap.servers", address);
        assertThatCode(() -> KafkaPorts.ask(kafka)).doesNotThrowAnyException();
    }

    private static void assertNotKafka(byte[] answer, String message) throws IOException {
        try (Port port = Port.answering(answer)) {
            assertThatThrownBy(() -> ask(port.address()))
                    .isInstanceOf(NotKafkaException.class)
                    .hasMessage(port.address() + message);
        }
    }

    private static void assertUnreachable(String address, String message) {
        assertThatThrownBy(() -> ask(address))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NotKafkaException.class)
                .hasMessage(message);
    }

    private static void ask(String servers) throws IOException, InterruptedException {
        KafkaPorts.ask(Map.of("bootstrap.servers", servers));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private interface Conversation {
        void with(Socket socket) throws IOException;
    }

    /** Talks to one connection after the other, each of which has asked first. */
    private record Port(ServerSocket listening, Conversation conversation) implements AutoCloseable {

        Port {
            Thread thread = new Thread(() -> serve(listening, conversation), "port");
            thread.setDaemon(true);
            thread.start();
        }

        static Port answering(byte[] answer) throws IOException {
            return new Port(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), socket -> {
                socket.getInputStream().readNBytes(14);
                socket.getOutputStream().write(answer);
            });
        }

        private static void serve(ServerSocket listening, Conversation conversation) {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    conversation.with(socket);
                } catch (IOException e) {
                    // The other side has heard what it wanted, or the test is over.
                }
            }
        }

        String address() {
            return "127.0.0.1:" + listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}

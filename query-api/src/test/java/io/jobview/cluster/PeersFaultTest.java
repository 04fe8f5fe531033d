package io.jobview.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import io.jobview.http.InMemoryView;
import io.jobview.view.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of what a peer answers only that is passed on which is about the reader's own request. */
@Timeout(60)
class PeersFaultTest {

    private static final HttpConfig ANY_PORT = new HttpConfig("127.0.0.1", 0);
    private static final String HEAD_END = "\r\n\r\n";

    private final PeerSecret secret = PeerSecret.of(List.of(PeerSecret.random()));
    private final Peers peers = peers();
    private final InMemoryView askedView = new InMemoryView();
    private final HttpServer asked = HttpServer.start(ANY_PORT, askedView, peers);
    private final HttpServer standby = HttpServer.start(ANY_PORT, new InMemoryView().add("w", "copied"), peers());
    private final HttpClient client = HttpClient.newHttpClient();

    private Peers peers() {
        return new Peers(secret, new HttpForwarder(secret, null), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        asked.close();
        standby.close();
    }

    @Test
    void aHeadThatGetsThereInHalf() throws Exception {
        try (HttpServer owner = HttpServer.start(ANY_PORT, new InMemoryView().add("w", "owned"), peers())) {
            for (int bytes : List.of(1, 10, 40, 100)) {
                assertAnotherIsAsked(reader -> halfOf(reader, bytes, owner.port()));
            }
        }
    }

    @Test
    void whatIsAboutThePeerOrTheWayToIt() throws Exception {
        for (String type : List.of(
                "400 bad-request",
                "404 not-found",
                "405 method-not-allowed",
                "408 timeout",
                "413 content-too-large",
                "417 expectation-failed",
                "429 too-many-requests",
                "429 too-many-exports",
                "500 internal",
                "503 not-ready")) {
            assertAnotherIsAsked(reader -> answer(reader, problem(type)));
        }
        assertAnotherIsAsked(
                reader -> answer(reader, "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"));
        assertAnotherIsAsked(reader -> answer(reader, "HTTP/1.1 502 Bad\r\nContent-Length: 2\r\n\r\nno"));
        assertAnotherIsAsked(
                reader -> answer(reader, "HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n"));
        assertAnotherIsAsked(reader -> answer(reader, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"));
        assertAnotherIsAsked(reader -> answer(reader, "what?\r\n\r\n"));
    }

    @Test
    void whatIsAboutTheReaderIsPassedOn() throws Exception {
        for (String type : List.of(
                "400 invalid-parameter",
                "400 unknown-parameter",
                "400 foreign-cursor",
                "404 job-not-found",
                "406 not-acceptable",
                "414 uri-too-long",
                "431 headers-too-large")) {
            HttpResponse<String> reply = ask(true, reader -> answer(reader, problem(type)));
            assertThat(reply.statusCode()).isEqualTo(Integer.parseInt(type.substring(0, 3)));
            assertThat(reply.body()).contains("urn:jobview:problem:" + type.substring(4));
        }
    }

    @Test
    void whereNobodyElseCanAnswerItIsNotReady() throws Exception {
        HttpResponse<String> reply = ask(false, reader -> answer(reader, problem("400 bad-request")));
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Retry-After")).contains("1");
        assertThat(reply.body()).contains("answers with status 400");
    }

    private void assertAnotherIsAsked(Owner owner) throws Exception {
        HttpResponse<String> reply = ask(true, owner);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).contains("copied");
    }

    private HttpResponse<String> ask(boolean elsewhereToo, Owner owner) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> serve(socket, owner), "owner");
            serving.setDaemon(true);
            serving.start();
            List<URI> standbys = elsewhereToo ? List.of(address(standby.port())) : List.of();
            askedView.answering(request -> new ReadResult.Elsewhere<>(0, address(socket.getLocalPort()), standbys));
            URI uri = URI.create("http://127.0.0.1:" + asked.port() + "/workflows/w/jobs");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private static void serve(ServerSocket socket, Owner owner) {
        while (!socket.isClosed()) {
            try (Socket reader = socket.accept()) {
                owner.serve(reader);
            } catch (IOException e) {
                // The test is over, or the connection was not used.
            }
        }
    }

    private static void answer(Socket reader, String answer) throws IOException {
        head(reader);
        reader.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    /** Passes so many bytes of the head on, and no more; and all that is answered. */
    private static void halfOf(Socket reader, int bytes, int port) throws IOException {
        byte[] head = head(reader).getBytes(StandardCharsets.ISO_8859_1);
        try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
            behind.getOutputStream().write(head, 0, bytes);
            behind.shutdownOutput();
            behind.getInputStream().transferTo(reader.getOutputStream());
        }
    }

    private static String head(Socket reader) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = reader.getInputStream();
        while (head.indexOf(HEAD_END) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no whole head");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String problem(String type) {
        String body = "{\"type\":\"urn:jobview:problem:" + type.substring(4) + "\",\"title\":\"\"}";
        return "HTTP/1.1 " + type.substring(0, 3) + " No\r\nContent-Type: application/problem+json\r\nContent-Length: "
                + body.length() + HEAD_END + body;
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private interface Owner {
        void serve(Socket reader) throws IOException;
    }
}

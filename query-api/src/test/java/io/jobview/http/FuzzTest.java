package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Odd requests over raw sockets, alone, in pipelines and cut off: none is answered with a 5xx, every refusal is a problem of
 * the table, nothing of the inside is told, and a connection either goes on or is closed after a whole answer. More of them,
 * or those of a failure again: {@code -Djobview.fuzz.requests=100000 -Djobview.fuzz.seed=N}.
 */
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("jobview.fuzz.requests", 5_000);
    private static final int MOST_IN_A_PIPELINE = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INSIDE = Pattern.compile(
            "java[.]|jakarta|jetty|io[.]jobview|javalin|kotlin|Exception|\\tat ", Pattern.CASE_INSENSITIVE);

    private final long seed = Long.getLong("jobview.fuzz.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final FuzzRequests requests = new FuzzRequests(random);

    @Test
    void oddRequestsAreAnsweredSoundly() throws Exception {
        Set<String> problems = ProblemTableTest.made();
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), new InMemoryView().add("w", "j"))) {
            for (int sent = 0; sent < REQUESTS; ) {
                List<String> pipeline = new ArrayList<>();
                for (int i = random.nextInt(MOST_IN_A_PIPELINE); i >= 0; i--) {
                    pipeline.add(requests.next());
                }
                sent += pipeline.size();
                judge(pipeline, exchange(server.port(), pipeline), problems);
            }
            assertThat(Client.get(server.port(), "/workflows/w/jobs").body())
                    .isEqualTo("{\"jobs\":[{\"id\":\"j\"}],\"cursor\":\"\"}");
        }
    }

    /** All that comes back until the server closes. */
    private String exchange(int port, List<String> pipeline) throws IOException {
        String bytes = String.join("", pipeline);
        String sent = requests.oneIn(5) ? bytes.substring(0, random.nextInt(bytes.length() + 1)) : bytes;
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(in);
        } catch (SocketException e) {
            // The server closed with requests unread, which the system turns into a reset.
        }
        return in.toString(StandardCharsets.ISO_8859_1);
    }

    private void judge(List<String> pipeline, String answers, Set<String> problems) throws IOException {
        String told = "seed " + seed + "\n" + pipeline + "\n" + answers;
        int at = 0;
        for (int i = 0; at < answers.length(); i++) {
            assertThat(i).as(told).isLessThan(pipeline.size());
            int end = answers.indexOf("\r\n\r\n", at);
            assertThat(end).as(told).isPositive();
            Client.Reply head = new Client.Reply(answers.substring(at, end), "");
            String length = head.header("Content-Length");
            boolean none = head.status() == 204 || pipeline.get(i).startsWith("HEAD ") && !isUnread(answers, end, head);
            int bodyEnd = end + 4 + (none ? 0 : Integer.parseInt(length));
            assertThat(bodyEnd).as(told).isLessThanOrEqualTo(answers.length());
            judge(new Client.Reply(head.head(), answers.substring(end + 4, bodyEnd)), problems, told);
            at = bodyEnd;
        }
    }

    /** Where Jetty could not read the request line it did not take the method from it either, and closes. */
    private static boolean isUnread(String answers, int end, Client.Reply head) {
        return head.status() == 400 && answers.length() - end - 4 == Integer.parseInt(head.header("Content-Length"));
    }

    private static void judge(Client.Reply reply, Set<String> problems, String told) throws IOException {
        assertThat(reply.status()).as(told).isBetween(200, 499);
        if (!reply.header("Content-Type").startsWith("text/plain")) { // the metrics name classes of the JVM's memory
            assertThat(INSIDE.matcher(reply.head() + reply.body()).find())
                    .as(told)
                    .isFalse();
        }
        if (reply.status() >= 400) {
            assertThat(reply.header("Content-Type")).as(told).isEqualTo("application/problem+json");
            assertThat(reply.header("Cache-Control")).as(told).isEqualTo("no-store");
        }
        if (reply.body().isEmpty() || reply.header("Content-Type").startsWith("text/")) {
            return;
        }
        JsonNode body = JSON.readTree(reply.body().getBytes(StandardCharsets.ISO_8859_1));
        if (reply.status() >= 400) {
            assertThat(body.path("status").asInt()).as(told).isEqualTo(reply.status());
            String type = body.path("type").asText();
            assertThat(type).as(told).startsWith(Problem.TYPE_PREFIX);
            assertThat(problems).as(told).contains(reply.status() + " " + type.substring(Problem.TYPE_PREFIX.length()));
        }
    }
}

package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a running Jobview over HTTP. Thread-safe. */
final class Reader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper TREES = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI server;

    Reader(URI server) {
        this.server = server;
    }

    /** One page: its rows as they were sent, and its cursor. */
    record Page(List<String> rows, String cursor) {}

    Page page(String workflowId, int limit, String cursor) throws IOException, InterruptedException {
        String place = cursor.isEmpty() ? "" : "&cursor=" + cursor;
        HttpResponse<byte[]> answer = get("/workflows/" + encode(workflowId) + "/jobs?limit=" + limit + place);
        assertThat(answer.statusCode())
                .as(() -> workflowId + ": " + new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return parse(answer.body());
    }

    /** All rows of a workflow, over as many pages as it takes. */
    List<String> rows(String workflowId, int limit) throws IOException, InterruptedException {
        List<String> rows = new ArrayList<>();
        Page page = page(workflowId, limit, "");
        while (!page.cursor().isEmpty()) {
            assertThat(page.rows()).as("rows of a page that has a cursor").hasSize(limit);
            rows.addAll(page.rows());
            page = page(workflowId, limit, page.cursor());
        }
        rows.addAll(page.rows());
        return rows;
    }

    JsonNode readiness() throws IOException, InterruptedException {
        return TREES.readTree(get("/readyz").body());
    }

    String text(String path) throws IOException, InterruptedException {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    /**
     * An answer, whatever it is.
     *
     * @param askedNanos when it was asked for
     * @param lag what it says of its own age; null when it does not
     */
    record Answer(
            int status,
            List<String> rows,
            long askedNanos,
            @Nullable Duration lag) {

        /** Whether it says of itself that it holds what was published at this time. */
        boolean claims(long publishedNanos) {
            return status == 200 && lag != null && askedNanos - lag.toNanos() - publishedNanos > 0;
        }
    }

    /** The newest rows of a workflow, as many as one page can have. */
    Answer ask(String workflowId, String... headers) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server + "/workflows/" + encode(workflowId) + "/jobs?limit=1000"))
                .timeout(Duration.ofSeconds(20));
        HttpResponse<byte[]> answer = HTTP.send(
                (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofByteArray());
        Duration lag = answer.headers()
                .firstValue("View-Lag-Seconds")
                .map(seconds -> Duration.ofMillis(
                        new BigDecimal(seconds).movePointRight(3).longValueExact()))
                .orElse(null);
        return new Answer(
                answer.statusCode(),
                answer.statusCode() == 200 ? parse(answer.body()).rows() : List.of(),
                asked,
                lag);
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HTTP.send(request, BodyHandlers.ofByteArray());
    }

    static Page parse(byte[] body) throws IOException {
        List<String> rows = new ArrayList<>();
        try (JsonParser json = JSON.createParser(body)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(json.nextFieldName()).isEqualTo("jobs");
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                int from = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                int to = (int) json.currentLocation().getByteOffset();
                rows.add(new String(Arrays.copyOfRange(body, from, to), StandardCharsets.UTF_8));
            }
            assertThat(json.nextFieldName()).isEqualTo("cursor");
            return new Page(rows, json.nextTextValue());
        }
    }

    static String encode(String id) {
        StringBuilder path = new StringBuilder();
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
            path.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return path.toString();
    }
}

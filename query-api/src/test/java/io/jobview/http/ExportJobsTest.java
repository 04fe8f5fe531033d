package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.view.ReadResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ExportJobsTest {

    private static final HttpConfig ANY_PORT = new HttpConfig("127.0.0.1", 0);
    private static final String ENOUGH_TO_FILL_SOCKETS = "x".repeat(200_000);

    private final HttpClient client = HttpClient.newHttpClient();
    private final InMemoryView view = new InMemoryView();
    private final ExportBounds bounds = new ExportBounds(2, Duration.ofMinutes(1));
    private final HttpServer server = HttpServer.start(ANY_PORT, view, Forwarding.within(), bounds);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyRowIsALineAndTheLastLineSaysThatThisWasAll() throws Exception {
        add(7);
        HttpResponse<String> reply = get(server, "limit=3");
        List<String> lines = reply.body().lines().toList();

        assertThat(reply.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(reply.headers().firstValue("View-Position")).contains("0@7,2@1045");
        assertThat(reply.headers().firstValue("View-Lag-Seconds")).contains("0.42");
        assertThat(reply.headers().firstValue("Vary")).contains("Accept, Authorization");
        assertThat(reply.body()).endsWith("\n");
        assertThat(lines).hasSize(10);
        assertThat(lines.subList(0, 3)).containsExactly(row(6), row(5), row(4));
        assertThat(lines.get(3)).matches("\\{\"cursor\":\"[A-Za-z0-9_-]+\"}");
        assertThat(lines.get(9)).isEqualTo("{\"cursor\":\"\",\"complete\":true,\"rows\":7}");
        assertThat(view.openExports()).isZero();
    }

    @Test
    void aCutExportGoesOnFromItsLastCursor() throws Exception {
        add(20);
        List<String> cut =
                get(server, "limit=3&status=PENDING").body().lines().toList().subList(0, 10);
        List<String> rows = new ArrayList<>();
        List<String> sinceCursor = new ArrayList<>();
        String cursor = "";
        for (String line : cut) {
            if (line.startsWith("{\"cursor\"")) {
                rows.addAll(sinceCursor);
                sinceCursor.clear();
                cursor = line.substring(11, line.length() - 2);
            } else {
                sinceCursor.add(line);
            }
        }
        assertThat(sinceCursor).isNotEmpty(); // the cut fell between two cursors
        get(server, "limit=3&status=PENDING&cursor=" + cursor)
                .body()
                .lines()
                .filter(line -> line.startsWith("{\"id\""))
                .forEach(rows::add);
        assertThat(rows).hasSize(20).startsWith(row(19)).endsWith(row(0)).doesNotHaveDuplicates();
    }

    @Test
    void filtersAndBadParametersAreThoseOfTheList() throws Exception {
        add(5);
        view.add("w", "failed", Instant.EPOCH, JobStatus.FAILED, Trigger.MANUAL);
        assertThat(get(server, "status=FAILED").body())
                .isEqualTo("{\"id\":\"failed\"}\n{\"cursor\":\"\",\"complete\":true,\"rows\":1}\n");
        HttpResponse<String> wrong = get(server, "created_after=x");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-ndjson | true",
                "Application/X-NDJSON;q=0.5 | true",
                "application/x-ndjson, application/problem+json | true",
                "application/x-ndjson, application/json;q=0.9 | true",
                "text/html, application/x-ndjson;q=0.5, */*;q=0.1 | true",
                "application/x-ndjson;q=0.5, application/json | false",
                "application/json | false",
                "application/* | false",
                "*/* | false"
            })
    void onlyWhoNamesTheTypeGetsAnExport(String accept, boolean export) {
        Client.Reply reply = Client.request(server.port(), "GET", "/workflows/w/jobs", "Accept: " + accept + "\r\n");
        assertThat(reply.header("Content-Type")).isEqualTo(export ? "application/x-ndjson" : "application/json");
        assertThat(reply.header("Vary")).isEqualTo("Accept, Authorization");
    }

    @Test
    void headReadsNoRows() {
        add(5);
        Client.Reply reply =
                Client.request(server.port(), "HEAD", "/workflows/w/jobs", "Accept: application/x-ndjson\r\n");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("View-Position")).isEqualTo("0@7,2@1045");
        assertThat(reply.body()).isEmpty();
        assertThat(view.openExports()).isZero();
    }

    @Test
    void oneMoreThanMayRunAtOnceIsToldWhenToComeBack() throws Exception {
        addMuch();
        try (Reading one = new Reading(server);
                Reading two = new Reading(server)) {
            one.lines(1);
            two.lines(1);
            HttpResponse<String> refused = get(server, "");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(refused.body()).contains("urn:jobview:problem:too-many-exports");
        }
        // both readers are gone: that they left is seen at the next write
        await().until(() -> view.openExports() == 0);
        assertThat(get(server, "status=FAILED").statusCode()).isEqualTo(200);
    }

    @Test
    void anExportWhoseTimeIsOverEndsWithACursor() throws Exception {
        addMuch();
        try (ExportBounds brief = new ExportBounds(2, Duration.ofMillis(1));
                HttpServer hasty = HttpServer.start(ANY_PORT, view, null, brief);
                Reading reader = new Reading(hasty)) {
            await().until(() -> view.openExports() == 0); // given back while the reader has yet to read
            String last = reader.lastLine();
            assertThat(last).contains("\"complete\":false,\"rows\":").startsWith("{\"cursor\":\"");
        }
    }

    @Test
    void aServerThatStopsEndsItsExportsWithACursor() throws Exception {
        addMuch();
        try (Reading reader = new Reading(server)) {
            reader.lines(1);
            bounds.stop();
            assertThat(reader.lastLine()).contains("\"complete\":false,\"rows\":");
        }
        assertThat(view.openExports()).isZero();
    }

    @Test
    void anotherInstancesExportIsStreamedThrough() throws Exception {
        InMemoryView asked = new InMemoryView();
        asked.answering(request -> new ReadResult.Elsewhere<>(0, Forwarding.address(server.port())));
        addMuch();
        try (HttpServer asking = HttpServer.start(ANY_PORT, asked, Forwarding.within())) {
            try (Reading reader = new Reading(asking)) {
                reader.lines(1);
                assertThat(view.openExports()).as("still under way").isEqualTo(1);
            }
            await().until(() -> view.openExports() == 0);
            HttpResponse<String> whole = get(asking, "limit=3");
            assertThat(whole.headers().firstValue("View-Position")).contains("0@7,2@1045");
            assertThat(whole.body()).isEqualTo(get(server, "limit=3").body());
            Client.Reply head =
                    Client.request(asking.port(), "HEAD", "/workflows/w/jobs", "Accept: application/x-ndjson\r\n");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    private void add(int jobs) {
        for (int job = 0; job < jobs; job++) {
            view.add("w", "j" + job, Instant.ofEpochSecond(job), JobStatus.PENDING, Trigger.AUTOMATIC);
        }
    }

    private void addMuch() {
        for (int job = 0; job < 100; job++) {
            view.add(
                    "w",
                    job + ENOUGH_TO_FILL_SOCKETS,
                    Instant.ofEpochSecond(job),
                    JobStatus.PENDING,
                    Trigger.AUTOMATIC);
        }
    }

    private static String row(int job) {
        return "{\"id\":\"j" + job + "\"}";
    }

    private HttpResponse<String> get(HttpServer asked, String query) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + asked.port() + "/workflows/w/jobs?" + query);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Accept", "application/x-ndjson, application/problem+json")
                        .build(),
                BodyHandlers.ofString());
    }

    /** A reader that reads only when told to, a few rows for each cursor. */
    private static final class Reading implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader in;

        Reading(HttpServer server) throws IOException {
            socket = new Socket("127.0.0.1", server.port());
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            socket.getOutputStream()
                    .write(String.join(
                                    "\r\n",
                                    "GET /workflows/w/jobs?limit=3 HTTP/1.1",
                                    "Host: localhost",
                                    "Connection: close",
                                    "Accept: application/x-ndjson",
                                    "",
                                    "")
                            .getBytes(StandardCharsets.UTF_8));
        }

        void lines(int count) throws IOException {
            for (int line = 0; line < count; line++) {
                assertThat(in.readLine()).isNotNull();
            }
        }

        /** The last line with a JSON object. */
        String lastLine() throws IOException {
            String last = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                last = line.startsWith("{") ? line : last;
            }
            return last;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

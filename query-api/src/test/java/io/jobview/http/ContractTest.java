package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobview.auth.BearerAuthenticator;
import io.jobview.auth.Issuer;
import io.jobview.auth.JwtConfig;
import io.jobview.auth.NewToken;
import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.http.OpenApi.Operation;
import io.jobview.view.ReadResult;
import io.jobview.view.ViewStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The running server does what the specification that it serves says: every status, media type, header and body of every answer
 * is declared, every declared value is taken, every other one refused, and every declared status happens.
 */
class ContractTest {

    private static final NewToken ALL = NewToken.of("all", List.of("jobs:read", "ops:read"), List.of(), null);
    private static final NewToken NOTHING = NewToken.of("nothing", List.of("jobs:read"), List.of("another"), null);
    private static final NewToken OPERATOR = NewToken.of("operator", List.of("ops:read"), List.of(), null);
    private static final String JWT_SHAPED = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.e30.AAAA";

    /** One read at a time, and none may wait. */
    private static final HttpLimits TIGHT = new HttpLimits(
            1, 0, 100, Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ZERO);

    @TempDir
    static Path folder;

    private static final InMemoryView VIEW = new InMemoryView();
    private static Issuer issuer;
    private static BearerAuthenticator authenticator;
    private static HttpServer server;
    private static OpenApi spec;

    @BeforeAll
    static void start() throws Exception {
        Path tokens = folder.resolve("tokens");
        List.of(ALL, NOTHING, OPERATOR).forEach(token -> token.appendTo(tokens));
        issuer = Issuer.start(Issuer.rsa("k"));
        issuer.answersWith(500);
        JwtConfig jwt = new JwtConfig(issuer.url(), Issuer.NAME, Set.of(Issuer.AUDIENCE), Set.of("RS256"), "workflows");
        authenticator = BearerAuthenticator.start(tokens, jwt);
        JobStatus[] statuses = JobStatus.values();
        for (int i = 0; i < 12; i++) {
            VIEW.addWhole(
                    "nightly",
                    "n-" + (40 + i),
                    Instant.ofEpochMilli(i * 1500L),
                    statuses[i % 5],
                    Trigger.values()[i % 2]);
            VIEW.addWhole("another-" + i, "j", Instant.EPOCH, JobStatus.FAILED, Trigger.MANUAL);
        }
        VIEW.partitioned(List.of(ViewPageTest.ACTIVE, ViewPageTest.RESTORING));
        server = HttpServer.start(new HttpConfig("127.0.0.1", 0), VIEW, null, authenticator);
        spec = OpenApi.parse(Client.request(server.port(), "GET", "/openapi.yaml", "Accept: application/json\r\n")
                .body());
    }

    @AfterAll
    static void stop() {
        server.close();
        authenticator.close();
        issuer.close();
    }

    @Test
    void theServerDoesWhatItsSpecificationSays() throws Exception {
        ContractJudge judge = new ContractJudge(spec);
        new Contract(spec, server.port(), ALL.text(), judge).everything();
        tokensThatMayNot(judge);
        pagesAndTags(judge);
        troubles(judge);

        assertThat(judge.violations()).isEmpty();
        assertThat(Contract.unseen(spec, judge, ContractTest::elsewhere)).isEmpty();
    }

    /** What has tests of its own, as it takes slow requests (LimitsTest, StrangersTest), a fault of ours, or the end of the server (StopTest). */
    private static Set<String> elsewhere(String tag) {
        return tag.equals("specification") ? Set.of("408", "429", "500", "503") : Set.of("408", "500");
    }

    private static void tokensThatMayNot(ContractJudge judge) {
        for (Operation operation : spec.operations()) {
            if (!operation.isOpen()) {
                boolean jobs = operation.path().startsWith("/workflows");
                NewToken other = jobs ? OPERATOR : NOTHING;
                new Contract(spec, server.port(), other.text(), judge).ask(operation, "", "", Set.of(403));
                if (jobs) {
                    new Contract(spec, server.port(), NOTHING.text(), judge).ask(operation, "", "", Set.of(403));
                }
                if (operation.method().equals("GET")) {
                    new Contract(spec, server.port(), JWT_SHAPED, judge).ask(operation, "", "", Set.of(503));
                }
            }
        }
    }

    /** What needs the answer before: cursors, and the tags of entities. */
    private static void pagesAndTags(ContractJudge judge) throws Exception {
        Contract contract = new Contract(spec, server.port(), ALL.text(), judge);
        for (String path : List.of("/workflows/{workflow_id}/jobs", "/workflows")) {
            Operation list = spec.get(path);
            String cursor = OpenApi.JSON
                    .readTree(contract.ask(list, "?limit=5", "", Set.of(200)).body())
                    .get("cursor")
                    .textValue();
            assertThat(cursor).isNotEmpty();
            contract.ask(list, "?cursor=" + cursor, "", Set.of(200));
            contract.ask(list, "?cursor=" + cursor.substring(1), "", Set.of(400));
        }
        for (Operation operation : spec.operations()) {
            if (operation.node().path("responses").has("304")) {
                String tag = contract.ask(operation, "", "", Set.of(200)).header("ETag");
                contract.ask(operation, "", "If-None-Match: " + tag + "\r\n", Set.of(304));
                contract.ask(operation, "", "If-None-Match: \"x\", W/" + tag + "\r\n", Set.of(304));
                contract.ask(operation, "", "If-None-Match: *\r\n", Set.of(304));
                contract.ask(operation, "", "View-At-Least: 2@1046\r\nPrefer: wait=0\r\n", Set.of(503));
                contract.ask(operation, "", "View-Max-Staleness: 0.1\r\n", Set.of(503));
                contract.ask(operation, "", "View-At-Least: 2@1045\r\nPrefer: wait=11\r\n", Set.of(200));
            }
            if (operation.path().endsWith("/{job_id}") && operation.method().equals("GET")) {
                String missing = Contract.target(operation, Map.of("job_id", "n-99"));
                String lines = "Authorization: Bearer " + ALL.text() + "\r\n";
                judge.judge(
                        operation, "GET", missing, Client.request(server.port(), "GET", missing, lines), Set.of(404));
            }
        }
    }

    /** A view that starts, that fails, that somebody else holds, and a server that is full. */
    private static void troubles(ContractJudge judge) throws Exception {
        InMemoryView view = new InMemoryView();
        view.standing(new ViewStatus(ViewStatus.State.STARTING, "starting", 0, 9, false, true, null, 0, 0, 0));
        try (HttpServer other = HttpServer.start(new HttpConfig("127.0.0.1", 0), view, null, authenticator)) {
            Contract contract = new Contract(spec, other.port(), ALL.text(), judge);
            for (String path : List.of("/readyz", "/startupz")) {
                contract.ask(spec.get(path), "", "", Set.of(503));
            }
            view.standing(new ViewStatus(ViewStatus.State.FAILED, "failed", 0, 9, false, true, Duration.ZERO, 0, 0, 0));
            contract.ask(spec.get("/livez"), "", "", Set.of(503));
            view.answering(request -> new ReadResult.NotReady<>("restoring", Duration.ofSeconds(3)));
            eachLimited(operation -> {
                if (operation.path().startsWith("/workflows/")) {
                    contract.ask(operation, "", "", Set.of(503));
                }
            });
            view.answering(request -> new ReadResult.Elsewhere<>(0, URI.create("http://127.0.0.1:1")));
            contract.ask(spec.get("/workflows/{workflow_id}/jobs"), "", "", Set.of(503));
        }
        // One of its own: an answer reaches its reader a moment before its place is free again.
        try (HttpServer full = HttpServer.start(new HttpConfig("127.0.0.1", 0, TIGHT), view, null, authenticator)) {
            Contract contract = new Contract(spec, full.port(), ALL.text(), judge);
            whileFull(
                    view,
                    full,
                    () -> eachLimited(operation -> {
                        boolean reads = operation.path().startsWith("/workflows");
                        contract.ask(operation, "", "", reads ? Set.of(429) : Set.of(200, 429)); // of another bound
                    }));
        }
    }

    private static void eachLimited(Consumer<Operation> what) {
        spec.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .filter(operation -> operation.node().path("responses").has("429"))
                .forEach(what);
    }

    private static void whileFull(InMemoryView view, HttpServer full, Runnable what) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        view.answeringFromDisk(request -> {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new ReadResult.NotReady<>("held", Duration.ofSeconds(1));
        });
        String lines = "Authorization: Bearer " + ALL.text() + "\r\n";
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Client.Reply> held =
                    thread.submit(() -> Client.request(full.port(), "GET", "/workflows/nightly/jobs", lines));
            entered.await();
            what.run();
            leave.countDown();
            assertThat(held.get().status()).isEqualTo(503);
        } finally {
            leave.countDown();
            thread.shutdownNow();
        }
    }

    /** Specifications that say what is not so, each in one place. */
    static Stream<Arguments> wrong() {
        return Stream.of(
                change(
                        "/workflows",
                        "a status that happens is not declared",
                        document ->
                                at(document, "/paths/~1workflows/get/responses").remove("406")),
                change(
                        "/view",
                        "a header is missing",
                        document ->
                                at(document, "/components/headers/Allow/schema").put("const", "GET")),
                change(
                        "/docs",
                        "a required header never comes",
                        document -> at(document, "/components/headers")
                                .putObject("Public")
                                .put("required", true)
                                .putObject("schema")
                                .put("const", "x")),
                change(
                        "/view",
                        "a header is not declared",
                        document -> at(document, "/components/responses/Unauthorized/headers")
                                .remove("WWW-Authenticate")),
                change(
                        "/workflows/{workflow_id}/jobs/{job_id}",
                        "a field is not declared",
                        document -> at(document, "/components/schemas/Job/properties")
                                .remove("trigger")),
                change(
                        "/workflows/{workflow_id}",
                        "a field is required that there is not",
                        document -> ((ArrayNode) document.at("/components/schemas/Workflow/required")).add("name")),
                change(
                        "/workflows/{workflow_id}/jobs",
                        "a value is declared that is refused",
                        document -> ((ArrayNode) document.at("/components/parameters/trigger/schema/items/enum"))
                                .add("Manual")),
                change(
                        "/workflows",
                        "a value is taken that is not declared",
                        document -> at(document, "/components/parameters/limit/schema")
                                .put("maximum", 100)),
                change("/view", "a method is declared that is refused", document -> {
                    ObjectNode item = at(document, "/paths/~1view");
                    item.set("post", item.get("get").deepCopy());
                }),
                change("/view", "a media type is declared that is refused", document -> {
                    ObjectNode content = at(document, "/paths/~1view/get/responses/200/content");
                    content.set("text/html", content.get("application/json"));
                }),
                change(
                        "/view",
                        "a route is declared open",
                        document -> at(document, "/paths/~1view/get").putArray("security")),
                change(
                        "/livez",
                        "another problem is declared",
                        document -> at(
                                        document,
                                        "/components/responses/UriTooLong/content/application~1problem+json/schema/properties/type")
                                .put("const", "urn:jobview:problem:too-long")));
    }

    /** Proof that the contract test can fail. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrong")
    void aSpecificationThatIsWrongIsFound(String path, String name, Consumer<ObjectNode> change) {
        ObjectNode document = spec.document().deepCopy();
        ((ObjectNode) document.get("paths")).retain(path);
        change.accept(document);
        OpenApi other = new OpenApi(document);
        ContractJudge judge = new ContractJudge(other);
        new Contract(other, server.port(), ALL.text(), judge).everything();

        assertThat(judge.violations()).isNotEmpty();
    }

    private static Arguments change(String path, String name, Consumer<ObjectNode> change) {
        return Arguments.of(path, name, change);
    }

    private static ObjectNode at(ObjectNode document, String pointer) {
        return (ObjectNode) document.at(pointer);
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single jobs, single workflows and the list of workflows. */
class LookupRoutesTest {

    private static final HttpConfig ANY_PORT = new HttpConfig("127.0.0.1", 0);
    private static final Pattern ID = Pattern.compile("\"workflow_id\":\"([^\"]*)\"");
    private static final Pattern NEXT = Pattern.compile("<(\\?[^>]*)>; rel=\"next\"");

    private final InMemoryView view = new InMemoryView();
    private final HttpServer server = HttpServer.start(ANY_PORT, view);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"w,j", "a%2Fb,c%2Fd%25", "jobs,jobs", "w,%F0%9F%9A%80", "a+b,..."})
    void aJobIsItsRow(String workflow, String job) {
        String workflowId = workflow.replace("%2F", "/");
        String jobId = job.replace("%2F", "/").replace("%25", "%").replace("%F0%9F%9A%80", "\ud83d\ude80");
        view.add(workflowId, jobId);
        Client.Reply reply = Client.get(server.port(), "/workflows/" + workflow + "/jobs/" + job);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo("{\"id\":\"" + jobId.replace("\ud83d\ude80", "\u00f0\u009f\u009a\u0080") + "\"}");
        assertThat(reply.header("View-Position")).isEqualTo("0@7,2@1045");
        assertThat(reply.header("View-Lag-Seconds")).isEqualTo("0.42");
        assertThat(reply.header("Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void aJobThatIsNotThereIsAProblemThatSaysHowFreshThatIs() {
        view.add("w", "j");
        for (String path : List.of("/workflows/w/jobs/k", "/workflows/v/jobs/j")) {
            Client.Reply reply = Client.get(server.port(), path);
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).contains("urn:jobview:problem:job-not-found", "\"instance\":\"" + path + "\"");
            assertThat(reply.header("View-Position")).isEqualTo("0@7,2@1045");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/workflows/w", "/workflows/w/jobs/j"})
    void theyAreConditionalAndAsFreshAsIsAskedFor(String path) {
        view.add("w", "j", Instant.EPOCH, JobStatus.RUNNING, Trigger.MANUAL);
        String tag = Client.get(server.port(), path).header("ETag");
        Client.Reply known = Client.request(server.port(), "GET", path, "If-None-Match: " + tag + "\r\n");
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.header("ETag")).isEqualTo(tag);
        assertThat(known.header("View-Position")).isEqualTo("0@7,2@1045");
        Client.Reply behind = Client.request(server.port(), "GET", path, "View-At-Least: 2@1046\r\n");
        assertThat(behind.status()).isEqualTo(503);
        assertThat(behind.body()).contains("problem:view-behind");
    }

    @ParameterizedTest
    @CsvSource({
        "/workflows/%01/jobs/j,workflow_id",
        "/workflows/w/jobs/%01,job_id",
        "/workflows/w/jobs/..,job_id",
        "/workflows/w/jobs/%FF,job_id",
        "/workflows/%FF,workflow_id",
        "/workflows/.,workflow_id"
    })
    void whatNoEventCarriesIsRefusedByName(String path, String parameter) {
        Client.Reply reply = Client.get(server.port(), path);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("problem:invalid-parameter", "\"parameter\":\"" + parameter + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/workflows/w?limit=1,limit",
        "/workflows/w/jobs/j?status=FAILED,status",
        "/workflows?status=FAILED,status",
        "/workflows?%zz,%zz"
    })
    void parametersOfOtherRoutesAreUnknown(String path, String parameter) {
        Client.Reply reply = Client.get(server.port(), path);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("problem:unknown-parameter", "\"parameter\":\"" + parameter + "\"");
    }

    @Test
    void aWorkflowIsItsCounts() {
        view.add("w", "a", Instant.parse("2026-01-01T00:00:00Z"), JobStatus.FAILED, Trigger.MANUAL)
                .add("w", "b", Instant.parse("2026-01-02T00:00:00Z"), JobStatus.FAILED, Trigger.MANUAL)
                .add("w", "c", Instant.parse("2026-01-01T00:00:00Z"), JobStatus.RUNNING, Trigger.AUTOMATIC);
        assertThat(Client.get(server.port(), "/workflows/w").body())
                .isEqualTo("{\"workflow_id\":\"w\",\"total\":3,\"updated_at\":\"2026-01-02T00:00:00Z\",\"counts\":{"
                        + "\"PENDING\":{\"AUTOMATIC\":0,\"MANUAL\":0},\"RUNNING\":{\"AUTOMATIC\":1,\"MANUAL\":0},"
                        + "\"COMPLETED\":{\"AUTOMATIC\":0,\"MANUAL\":0},\"FAILED\":{\"AUTOMATIC\":0,\"MANUAL\":2},"
                        + "\"CANCELLED\":{\"AUTOMATIC\":0,\"MANUAL\":0}}}");
        Client.Reply nobody = Client.get(server.port(), "/workflows/nobody");
        assertThat(nobody.status()).isEqualTo(200);
        assertThat(nobody.body()).startsWith("{\"workflow_id\":\"nobody\",\"total\":0,\"updated_at\":\"\"");
    }

    @Test
    void pagesOfWorkflowsAreLinkedToTheEnd() {
        List<String> ids = new ArrayList<>();
        for (int i = 10; i < 35; i++) {
            view.add("w" + i, "j");
            ids.add("w" + i);
        }
        List<String> listed = new ArrayList<>();
        String query = "?limit=7";
        while (!query.isEmpty()) {
            Client.Reply reply = Client.get(server.port(), "/workflows" + query);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).endsWith(",\"missing_partitions\":[]}");
            assertThat(reply.header("View-Position")).isEmpty();
            listed.addAll(ids(reply));
            Matcher next = NEXT.matcher(reply.header("Link"));
            query = next.matches() ? next.group(1) : "";
        }
        assertThat(listed).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=x,limit",
        "limit=1&limit=2,limit",
        "cursor=x,cursor",
        "cursor=AQAAAABpVzWlAAAABsu4Cly2VL9Iam9iLTFXPDyF,cursor"
    })
    void wrongParametersOfTheListOfWorkflowsAreNamed(String query, String parameter) {
        Client.Reply reply = Client.get(server.port(), "/workflows?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("problem:invalid-parameter", "\"parameter\":\"" + parameter + "\"");
    }

    @Test
    void whatIsElsewhereIsGatheredAndWhatIsNowhereIsNamed() {
        InMemoryView elsewhere = new InMemoryView().add("a", "j").add("d", "j").add("e", "j");
        elsewhere.without(Set.of(0, 2), Map.of());
        view.add("b", "j").add("c", "j");
        try (HttpServer other = HttpServer.start(ANY_PORT, elsewhere, Forwarding.within());
                HttpServer asking = HttpServer.start(ANY_PORT, view, Forwarding.within())) {
            view.without(Set.of(1, 2), Map.of(Forwarding.address(other.port()), Set.of(1)));
            Client.Reply first = Client.get(asking.port(), "/workflows?limit=3");
            assertThat(ids(first)).containsExactly("a", "b", "c");
            assertThat(first.body()).endsWith("\"missing_partitions\":[2]}");
            Matcher next = NEXT.matcher(first.header("Link"));
            assertThat(next.matches()).isTrue();
            Client.Reply second = Client.get(asking.port(), "/workflows" + next.group(1));
            assertThat(ids(second)).containsExactly("d", "e");
            assertThat(second.header("Link")).isEmpty();
        }
    }

    @Test
    void anInstanceThatIsGoneLeavesItsPartitionsMissing() {
        view.add("b", "j");
        try (HttpServer asking = HttpServer.start(ANY_PORT, view, Forwarding.within())) {
            view.without(Set.of(1), Map.of(URI.create("http://127.0.0.1:1"), Set.of(1)));
            Client.Reply reply = Client.get(asking.port(), "/workflows");
            assertThat(ids(reply)).containsExactly("b");
            assertThat(reply.body()).endsWith("\"missing_partitions\":[1]}");
        }
    }

    @Test
    void whereNobodyAnswersThereIsNoList() {
        try (HttpServer asking = HttpServer.start(ANY_PORT, view, Forwarding.within())) {
            view.without(Set.of(0, 1, 2), Map.of(URI.create("http://127.0.0.1:1"), Set.of(0, 1, 2)));
            assertThat(Client.get(asking.port(), "/workflows").status()).isEqualTo(503);
        }
    }

    private static List<String> ids(Client.Reply reply) {
        return ID.matcher(reply.body()).results().map(match -> match.group(1)).toList();
    }
}

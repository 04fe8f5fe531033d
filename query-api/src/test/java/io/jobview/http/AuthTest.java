package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.jobview.auth.BearerAuthenticator;
import io.jobview.auth.Issuer;
import io.jobview.auth.JwtConfig;
import io.jobview.auth.NewToken;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route with every kind of credentials, over the wire. */
class AuthTest {

    @TempDir
    static Path folder;

    private static final NewToken ALL = NewToken.of("all", List.of("jobs:read", "ops:read"), List.of(), null);
    private static final NewToken JOBS = NewToken.of("jobs", List.of("jobs:read"), List.of(), null);
    private static final NewToken OPS = NewToken.of("ops", List.of("ops:read"), List.of(), null);
    private static final NewToken TEAM =
            NewToken.of("team", List.of("jobs:read", "ops:read"), List.of("w", "a%2Fb", "team-a-*", "caf\u00e9"), null);

    private static final InMemoryView VIEW = new InMemoryView();
    private static Issuer issuer;
    private static RSAKey key;
    private static BearerAuthenticator authenticator;
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        Path tokens = folder.resolve("tokens");
        List.of(ALL, JOBS, OPS, TEAM).forEach(token -> token.appendTo(tokens));
        key = Issuer.rsa("k1");
        issuer = Issuer.start(key);
        JwtConfig jwt = new JwtConfig(issuer.url(), Issuer.NAME, Set.of(Issuer.AUDIENCE), Set.of("RS256"), "workflows");
        authenticator = BearerAuthenticator.start(tokens, jwt);
        HttpConfig config = new HttpConfig("127.0.0.1", 0); // each request is to reach the view
        server = HttpServer.start(config, VIEW, null, authenticator);
    }

    @AfterAll
    static void stop() {
        server.close();
        authenticator.close();
        issuer.close();
    }

    @AfterEach
    void forget() {
        VIEW.requests().clear();
    }

    /** What there is, what is to come, and what never will be. */
    static List<String> guarded() {
        return List.of(
                "/workflows/w/jobs",
                "/workflows/w/jobs?limit=x",
                "/workflows/w/jobs/j",
                "/workflows/w",
                "/workflows",
                "/workflows/",
                "/workflows//jobs",
                "/metrics",
                "/view",
                "/view/0",
                "/nothing",
                "/livez/",
                "//livez",
                "/livez;a=b",
                "/LIVEZ",
                "/%6Civez",
                "/docs/a/b",
                "/docs/..",
                "/docs/%2e%2e",
                "/docs/..%2fmetrics",
                "/docs;/x",
                "/docsx",
                "/openapi.yaml/x",
                "/" + "x".repeat(8_200));
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void withoutATokenThereIsABareChallenge(String target) {
        for (String method : List.of("GET", "HEAD", "POST", "OPTIONS", "TRACE", "BREW")) {
            Client.Reply reply = Client.request(server.port(), method, target, "");
            if (target.contains("..")) { // nothing is below it, so Jetty may refuse it first
                assertThat(reply.status()).isIn(400, 401);
            } else {
                assertThat(reply.status()).as(method).isEqualTo(401);
                assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
                assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
                assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
            }
        }
        assertThat(VIEW.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void aBadTokenIsNamed(String target) throws Exception {
        String expired = Issuer.sign(
                key,
                Issuer.claims(Instant.now())
                        .expirationTime(Date.from(Instant.now().minusSeconds(60)))
                        .build());
        assertInvalid(target, "jv_wrong", "the token is not known");
        assertInvalid(target, JOBS.text() + "x", "the token is not known");
        assertInvalid(target, JOBS.line().split(" ")[1], "the token is not known");
        assertInvalid(target, "y".repeat(7_000), "the token is not known");
        assertInvalid(target, expired, "the token has expired");
        assertInvalid(target, "a.b.c", "the token is no signed JWT");
        assertThat(VIEW.requests()).isEmpty();
    }

    private static void assertInvalid(String target, String token, String reason) {
        Client.Reply reply = get(target, token);
        if (!target.contains("..")) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate"))
                    .isEqualTo("Bearer error=\"invalid_token\", error_description=\"" + reason + "\"");
            assertThat(reply.body())
                    .contains("\"type\":\"urn:jobview:problem:invalid-token\"", "\"detail\":\"" + reason + "\"")
                    .doesNotContain(token);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/startupz", "/openapi.yaml", "/docs", "/docs/", "/docs/app-1.2.js"})
    void probesAndTheSpecificationArePublic(String target) {
        for (String headers : List.of("", "Authorization: Bearer wrong\r\n", "Authorization: Basic x\r\n")) {
            assertThat(Client.request(server.port(), "GET", target, headers).status())
                    .isIn(200, 404); // not all of them are there yet
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/workflows/w/jobs, jobs:read",
        "/workflows/w/jobs/j, jobs:read",
        "/workflows/w, jobs:read",
        "/workflows, jobs:read",
        "/nothing, jobs:read",
        "/metrics, ops:read",
        "/view, ops:read",
        "/view/0, ops:read"
    })
    void aTokenWithoutTheScopeIsTold(String target, String scope) {
        NewToken other = scope.equals("ops:read") ? JOBS : OPS;
        NewToken right = scope.equals("ops:read") ? OPS : JOBS;
        Client.Reply reply = get(target, other.text());

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"insufficient_scope\", error_description=\"the token has not the scope "
                        + scope + "\", scope=\"" + scope + "\"");
        assertThat(reply.body()).contains("\"type\":\"urn:jobview:problem:insufficient-scope\"");
        assertThat(get(target, right.text()).status()).isIn(200, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/workflows/v/jobs",
                "/workflows/v",
                "/workflows/v/jobs/j",
                "/workflows/%76/jobs",
                "/workflows/W/jobs",
                "/workflows/w%20/jobs",
                "/workflows/w+/jobs",
                "/workflows/w;x/jobs",
                "/workflows/w%3Bx/jobs",
                "/workflows/w%2F/jobs",
                "/workflows/w%2Fjobs",
                "/workflows/w%2F..%2Fv/jobs",
                "/workflows/%2577/jobs",
                "/workflows/a%252Fb/jobs",
                "/workflows/a%5Cb/jobs",
                "/workflows/team-a/jobs",
                "/workflows/team-b-1/jobs",
                "/workflows/Team-a-1/jobs",
                "/workflows/cafe%CC%81/jobs",
                "/workflows/caf%C3/jobs",
                "/workflows/caf%E9/jobs",
                "/workflows/%C1%B7/jobs",
                "/workflows/%2e/jobs",
                "/workflows//jobs",
                "/workflows//w/jobs",
                "/workflows",
                "/workflows/",
                "/nothing",
                "//workflows/w/jobs"
            })
    void anotherWorkflowIsForbiddenHoweverItIsWritten(String target) {
        Client.Reply reply = get(target, TEAM.text());
        assertThat(reply.status()).isIn(400, 403); // 400 where Jetty refuses it first
        if (reply.status() == 403) {
            assertThat(reply.body()).contains("\"type\":\"urn:jobview:problem:workflow-forbidden\"");
            assertThat(reply.header("WWW-Authenticate")).isEmpty();
        }
        assertThat(VIEW.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/workflows/w/jobs, w",
        "/workflows/%77/jobs, w",
        "/workflows/a%2Fb/jobs, a/b",
        "/workflows/a%2fb/jobs, a/b",
        "/workflows/team-a-1/jobs, team-a-1",
        "/workflows/team%2Da-1/jobs, team-a-1",
        "/workflows/team-a-%2F..%2Fv/jobs, team-a-/../v",
        "/workflows/caf%C3%A9/jobs, caf\u00e9",
        "/workflows/c%61f%c3%a9/jobs, caf\u00e9"
    })
    void itsOwnWorkflowsAreReadHoweverTheyAreWritten(String target, String workflowId) {
        assertThat(get(target, TEAM.text()).status()).isEqualTo(200);
        assertThat(VIEW.requests())
                .singleElement()
                .satisfies(seen -> assertThat(seen.workflowId()).isEqualTo(workflowId));
    }

    @Test
    void aLimitOfWorkflowsDoesNotCloseTheMetrics() {
        assertThat(get("/metrics", TEAM.text()).status()).isEqualTo(200);
    }

    @Test
    void aJwtIsAsGoodAsAStaticToken() throws Exception {
        String token = Issuer.sign(
                key,
                Issuer.claims(Instant.now()).claim("workflows", List.of("w")).build());

        assertThat(get("/workflows/w/jobs", token).status()).isEqualTo(200);
        assertThat(get("/workflows/v/jobs", token).status()).isEqualTo(403);
        assertThat(get("/metrics", token).header("WWW-Authenticate")).contains("insufficient_scope");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: bearer TOKEN | 200",
                "AUTHORIZATION: BEARER  TOKEN | 200",
                "Authorization:Bearer TOKEN | 200",
                "Authorization: Bearer TOKEN;X-HTTP-Method-Override: POST | 200",
                "Authorization: Basic TOKEN | 401",
                "Authorization: TOKEN | 401",
                "Proxy-Authorization: Bearer TOKEN | 401",
                "X-Authorization: Bearer TOKEN | 401",
                "Cookie: access_token=TOKEN | 401",
                "Authorization: | 400",
                "Authorization: Bearer | 400",
                "Authorization: Bearer TOKEN x | 400",
                "Authorization: Bearer TOKEN, Bearer TOKEN | 400",
                "Authorization: Bearer \"TOKEN\" | 400",
                "Authorization: Bearer TOKEN\u00e9 | 400",
                "Authorization: Bearer TOKEN;Authorization: Bearer TOKEN | 400",
                "Authorization: Bearer TOKEN;Authorization: Basic x | 400",
                "Authorization: Basic x;Authorization: Bearer TOKEN | 400",
            })
    void theHeaderIsReadStrictly(String headers, int status) {
        String lines = headers.replace("TOKEN", JOBS.text()).replace(";", "\r\n") + "\r\n";
        Client.Reply reply = Client.request(server.port(), "GET", "/workflows/w/jobs", lines);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.body()).doesNotContain(JOBS.text());
        if (status == 401) {
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        } else if (status == 400) {
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_request\", ");
            assertThat(reply.body()).contains("\"type\":\"urn:jobview:problem:invalid-request\"");
        }
    }

    @Test
    void aTokenInTheUrlIsNeverTaken() {
        String target = "/workflows/w/jobs?access_token=" + JOBS.text();
        Client.Reply alone = Client.get(server.port(), target);
        assertThat(alone.status()).isEqualTo(401);
        assertThat(alone.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(alone.body()).doesNotContain(JOBS.text());

        for (String both : List.of(
                target,
                "/workflows/w/jobs?limit=1&access_token=" + JOBS.text(),
                "/workflows/w/jobs?access%5Ftoken=" + JOBS.text(),
                "/workflows/w/jobs?Access_Token=" + JOBS.text(),
                "/workflows/w/jobs?%61ccess_tok%65n[]=" + JOBS.text(),
                "/workflows/w?token=" + JOBS.text(),
                "/workflows?id_token=" + JOBS.text(),
                "/workflows/w/jobs/j?+access_token+=" + JOBS.text())) {
            Client.Reply reply = get(both, JOBS.text());
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_request\", ");
            assertThat(reply.body()).doesNotContain(JOBS.text());
        }
        assertThat(VIEW.requests()).isEmpty();
    }

    @Test
    void aVeryLongTokenIsTooLargeAHeader() {
        assertThat(get("/workflows/w/jobs", "x".repeat(20_000)).status()).isEqualTo(431);
    }

    @Test
    void aRefusalSaysAllThereIsToSay() {
        assertThat(Client.get(server.port(), "/workflows/w/jobs").body())
                .isEqualTo("{\"type\":\"urn:jobview:problem:unauthenticated\",\"title\":\"A token is needed\","
                        + "\"status\":401,\"detail\":\"send Authorization: Bearer and a token\","
                        + "\"instance\":\"/workflows/w/jobs\"}");
    }

    private static Client.Reply get(String target, String token) {
        return Client.request(server.port(), "GET", target, "Authorization: Bearer " + token + "\r\n");
    }
}

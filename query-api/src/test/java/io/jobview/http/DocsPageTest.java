package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobview.auth.BearerAuthenticator;
import io.jobview.auth.NewToken;
import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page at /docs in a real browser, if there is one: it draws all routes, asks nobody else, and tries one by keyboard. */
class DocsPageTest {

    private static final NewToken TOKEN = NewToken.of("t", List.of("jobs:read"), List.of(), null);
    private static final String LIST = "document.getElementById('route--workflows-workflow-id-jobs')";

    @TempDir
    Path folder;

    @Test
    void itIsServedWithoutInlineScriptsOrOtherServers() {
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), new InMemoryView())) {
            for (Route route : Specification.routes()) {
                Client.Reply reply = Client.get(server.port(), route.path().text());
                assertThat(reply.header("Content-Security-Policy"))
                        .startsWith("default-src 'self';")
                        .doesNotContain("unsafe");
                if (!route.path().text().equals(Specification.PATH)) {
                    assertThat(reply.body())
                            .doesNotContain("http://", "https://", "innerHTML", "localStorage", "eval(");
                }
            }
            assertThat(Client.get(server.port(), "/docs").body())
                    .doesNotContainPattern("<script(?![^>]* src=)")
                    .doesNotContainPattern("(?i)\\son[a-z]+=|style=");
        }
    }

    @Test
    void aBrowserDrawsItAndTriesARoute() throws Exception {
        assumeTrue(Browser.installed().isPresent(), "no Chromium on this machine");
        Path tokens = folder.resolve("tokens");
        TOKEN.appendTo(tokens);
        InMemoryView view = new InMemoryView()
                .addWhole("nightly", "n-42", Instant.parse("2026-01-31T12:00:00Z"), JobStatus.RUNNING, Trigger.MANUAL);
        Path profile = Files.createDirectory(folder.resolve("profile"));
        try (BearerAuthenticator authenticator = BearerAuthenticator.start(tokens, null);
                HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view, null, authenticator);
                Browser browser = Browser.start(Browser.installed().orElseThrow(), profile)) {
            for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
                browser.call(domain + ".enable", parameters());
            }
            browser.call("Page.navigate", parameters().put("url", "http://127.0.0.1:" + server.port() + "/docs"));
            awaitTrue(browser, "document.querySelectorAll('#schema-Problem').length === 1");

            JsonNode drawn =
                    browser.evaluate("[...document.querySelectorAll('details.route h3')].map(h => h.textContent)");
            assertThat(drawn)
                    .extracting(JsonNode::textValue)
                    .containsExactlyInAnyOrderElementsOf(server.routes().all().stream()
                            .map(route -> route.path().text())
                            .toList());
            tryTheList(browser);
            screenshot(browser);

            String origin = "http://127.0.0.1:" + server.port() + "/";
            assertThat(browser.events("Network.requestWillBeSent"))
                    .allSatisfy(
                            event -> assertThat(event.at("/params/request/url").textValue())
                                    .startsWith(origin));
            assertThat(browser.events("Runtime.exceptionThrown")).isEmpty();
            assertThat(browser.events("Log.entryAdded").stream()
                            .map(event -> event.at("/params/entry"))
                            .filter(entry -> !entry.path("url").textValue().endsWith("/favicon.ico")))
                    .isEmpty();
        }
    }

    /** By the keyboard alone, from the link in the list of routes on. */
    private static void tryTheList(Browser browser) throws Exception {
        browser.evaluate("document.getElementById('token').value = '" + TOKEN.text() + "'");
        browser.evaluate("document.querySelector('nav a[href=\"#route--workflows-workflow-id-jobs\"]').focus()");
        browser.press("Enter", 13);
        awaitTrue(browser, LIST + ".open && document.activeElement === " + LIST + ".querySelector('summary')");
        boolean reached = false;
        for (int i = 0; i < 60 && !reached; i++) {
            browser.press("Tab", 9);
            reached = browser.evaluate("document.activeElement === " + LIST + ".querySelector('button')")
                    .booleanValue();
        }
        assertThat(reached).as("the button is reached by Tab").isTrue();
        browser.press("Enter", 13);
        awaitTrue(browser, LIST + ".textContent.includes('jobs \u2192 200')");

        assertThat(browser.evaluate(LIST + ".textContent").textValue())
                .contains("\"id\": \"n-42\"", "view-position: 0@7,2@1045")
                .doesNotContain(TOKEN.text());
        assertThat(browser.evaluate("localStorage.length + sessionStorage.length + document.cookie.length")
                        .intValue())
                .isZero();
    }

    /** For people: {@code target/docs-page.png}. */
    private static void screenshot(Browser browser) throws Exception {
        String png =
                browser.call("Page.captureScreenshot", parameters()).get("data").textValue();
        Files.write(Path.of("target", "docs-page.png"), Base64.getDecoder().decode(png));
    }

    private static void awaitTrue(Browser browser, String expression) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> browser.evaluate(expression).booleanValue());
    }

    private static ObjectNode parameters() {
        return OpenApi.JSON.createObjectNode();
    }
}

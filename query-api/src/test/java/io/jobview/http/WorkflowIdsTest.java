package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every id that an event may carry can be read (design section 7). */
class WorkflowIdsTest {

    private final InMemoryView view = new InMemoryView();
    private final HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), view);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "a+b | a+b",
                "a%2Bb | a+b",
                "a%2Fb | a/b",
                "%2F | /",
                "a%25b | a%b",
                "a%252Fb | a%2Fb",
                "a%3Fb%23c | a?b#c",
                "a%5Cb | a\\b",
                "a;b=c | a;b=c",
                "a%3Bb | a;b",
                "a%20b | a b",
                "..x | ..x",
                "... | ...",
                "%2E%2e%2e | ...",
                "..%2F..%2Fetc | ../../etc",
                "..;x | ..;x",
                "~user:@!$&'()*,= | ~user:@!$&'()*,=",
                "jobs | jobs",
                "workflows | workflows",
                "%C3%A9%F0%9F%9A%80 | \u00e9\ud83d\ude80",
                "%EF%BF%BD | \ufffd",
            })
    void thisPathIsThisId(String path, String id) {
        view.add(id, "j");
        Client.Reply reply = Client.get(server.port(), "/workflows/" + path + "/jobs");

        assertThat(reply.body()).isEqualTo("{\"jobs\":[{\"id\":\"j\"}],\"cursor\":\"\"}");
    }

    @Test
    void randomIdsAreReadAsTheyAre() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 300; run++) {
            String id = randomId(random);
            Client.Reply reply = Client.get(server.port(), "/workflows/" + encoded(id, random) + "/jobs");
            assertThat(reply.status()).as("seed %d, id %s: %s", seed, id, reply).isEqualTo(200);
            assertThat(view.requests().get(run).workflowId())
                    .as("seed %d", seed)
                    .isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "%2e",
                "%2E.",
                "%uD83D",
                "%u0041",
                "%01",
                "a%0A",
                "%7F",
                "%C2%85",
                "a%C2%9Fb",
                "%C3",
                "%C3%28",
                "%C0%AF",
                "%ED%A0%80",
                "%F5%80%80%80",
                "%FF"
            })
    void whatNoEventCarriesIsRefusedByName(String path) {
        Client.Reply reply = Client.get(server.port(), "/workflows/" + path + "/jobs");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).contains("\"parameter\":\"workflow_id\"", "\"given\":\"" + path + "\"");
        assertThat(view.requests()).isEmpty();
    }

    @Test
    void anIdOfMoreThan255BytesIsRefused() {
        assertThat(Client.get(server.port(), "/workflows/" + "a".repeat(255) + "/jobs")
                        .status())
                .isEqualTo(200);
        assertThat(Client.get(server.port(), "/workflows/" + "a".repeat(256) + "/jobs")
                        .status())
                .isEqualTo(400);
        String twoBytes = "%C3%A9".repeat(127);
        assertThat(Client.get(server.port(), "/workflows/" + twoBytes + "a/jobs")
                        .status())
                .isEqualTo(200);
        assertThat(Client.get(server.port(), "/workflows/" + twoBytes + "aa/jobs")
                        .status())
                .isEqualTo(400);
    }

    private static String randomId(SplittableRandom random) {
        StringBuilder id = new StringBuilder();
        int length = random.nextInt(1, 20);
        while (id.length() < length) {
            int c = random.nextInt(10) < 7 ? random.nextInt(0x20, 0x7F) : random.nextInt(0xA0, 0x11_0000);
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                id.appendCodePoint(c);
            }
        }
        return id.toString().equals(".") || id.toString().equals("..") ? "x" : id.toString();
    }

    private static String encoded(String id, SplittableRandom random) {
        StringBuilder path = new StringBuilder();
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = Character.isLetterOrDigit(b) || b == '-' || b == '.' || b == '_' || b == '~';
            if (b > 0 && unreserved && random.nextBoolean()) {
                path.append((char) b);
            } else {
                String escape = String.format(Locale.ROOT, "%%%02X", b & 0xFF);
                path.append(random.nextBoolean() ? escape : escape.toLowerCase(Locale.ROOT));
            }
        }
        return path.toString();
    }
}

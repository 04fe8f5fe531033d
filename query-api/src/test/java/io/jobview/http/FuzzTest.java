package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Thousands of odd requests: each is answered, none with a 5xx, and every answer is sound JSON of a documented type. */
class FuzzTest {

    private static final int REQUESTS = 4_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] PIECES = {
        "/workflows/",
        "/jobs",
        "/",
        "//",
        "..",
        ".",
        ";",
        ";a=b",
        "%2F",
        "%2e",
        "%00",
        "%",
        "%zz",
        "%u0041",
        "%C3%A9",
        "%FF",
        "\u00ff",
        "w",
        "?",
        "&",
        "=",
        "+",
        "#",
        "cursor=",
        "limit=",
        "status=",
        "trigger=",
        "FAILED",
        ",",
        "-1",
        "99999999999999999999",
        "AQAAAABpVzWlAAAABsu4Cly2VL9Iam9iLTFXPDyF",
        "\\",
        "{",
        "|",
        "\"",
        "<",
        " ",
        "\t",
        "http://evil/",
        "*",
        "livez",
        "readyz",
        "@",
        ":",
        "%0d%0a",
        "\u0001",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    };
    private static final String[] HEADERS = {
        "Accept: text/html",
        "Accept: */*;q=",
        "Content-Length: -1",
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: nonsense",
        "X-HTTP-Method-Override: TRACE",
        "Sec-WebSocket-Version: 13",
        "Upgrade: h2c",
        "Jobview-Forwarded: 1",
        "Expect: 100-continue",
        "Expect: nonsense",
        "Range: bytes=0-1",
        "If-None-Match: *",
        "Cookie: a=\"",
        "Host: two",
        "Content-Type: \u0001",
        "Accept-Encoding: gzip",
        "Bad Name: x",
        ": empty",
        "Content-Type: multipart/form-data; boundary=x",
        "Authorization: Bearer \u00e9",
        "Forwarded: for=\"_x\""
    };

    @Test
    void oddRequestsAreAnsweredSoundly() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), new InMemoryView().add("w", "j"))) {
            for (int i = 0; i < REQUESTS; i++) {
                String request = request(random);
                Client.Reply reply = Client.send(server.port(), request);
                String told = "seed " + seed + "\n" + request + "\n" + reply;
                assertThat(reply.status()).as(told).isBetween(100, 499);
                if (reply.status() != 100 && !reply.body().isEmpty()) {
                    assertSound(reply, told);
                }
            }
            assertThat(Client.get(server.port(), "/workflows/w/jobs").body())
                    .isEqualTo("{\"jobs\":[{\"id\":\"j\"}],\"cursor\":\"\"}");
        }
    }

    private static void assertSound(Client.Reply reply, String told) throws Exception {
        assertThat(reply.header("Content-Type")).as(told).isIn("application/json", "application/problem+json");
        JsonNode body = JSON.readTree(reply.body().getBytes(StandardCharsets.ISO_8859_1));
        if (reply.status() >= 400) {
            assertThat(body.path("status").asInt()).as(told).isEqualTo(reply.status());
            assertThat(body.path("type").asText()).as(told).startsWith("urn:jobview:problem:");
        }
    }

    private static String request(SplittableRandom random) {
        StringBuilder request = new StringBuilder();
        request.append(random.nextInt(8) == 0 ? pick(random, "POST", "HEAD", "PUT", "get", "\u0000", "") : "GET");
        request.append(' ').append(random.nextInt(4) == 0 ? "" : "/workflows/");
        for (int pieces = random.nextInt(1, 12); pieces > 0; pieces--) {
            request.append(pick(random, PIECES));
        }
        request.append(random.nextInt(3) == 0 ? "" : "/jobs?" + pick(random, PIECES) + pick(random, PIECES));
        request.append(random.nextInt(20) == 0 ? " HTTP/3.7" : " HTTP/1.1").append("\r\nHost: x\r\n");
        for (int headers = random.nextInt(4); headers > 1; headers--) {
            request.append(pick(random, HEADERS)).append("\r\n");
        }
        return request.append("Connection: close\r\n\r\n").toString();
    }

    private static String pick(SplittableRandom random, String... from) {
        return from[random.nextInt(from.length)];
    }
}

package io.jobview.http;

import java.util.SplittableRandom;

/** Makes requests that no client library would send; one character is one byte. None contains the end of a head. */
final class FuzzRequests {

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
        "metrics",
        "view",
        "created_after=",
        "9999-12-31T23:59:59Z",
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
        "Forwarded: for=\"_x\"",
        "Accept: application/json;q=0, */*",
        "Accept: application/x-ndjson",
        "Content-Length: 99999999999999999999",
        "Content-Length: 0",
        "Content-Encoding: gzip",
        "Connection: close",
        "Connection: keep-alive, upgrade",
        "Upgrade: websocket",
        "Jobview-Forwarded: \u0000",
        " folded: x",
        "X: \u0000"
    };

    private static final String[] METHODS = {
        "POST", "HEAD", "PUT", "get", "\u0000", "", "OPTIONS", "CONNECT", "TRACE", "PRI", "BREW", "G\u00e9T", "GET "
    };
    private static final String[] VERSIONS = {
        "HTTP/3.7", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "", "http/1.1", "HTTP/1.1 x"
    };
    private static final String[] TARGETS = {
        "*",
        "/",
        "",
        "http://x",
        "http://x/livez",
        "x:443",
        "//",
        "/livez",
        "/metrics",
        "/view",
        "/readyz?x=%",
        "?",
        "#"
    };

    private final SplittableRandom random;

    FuzzRequests(SplittableRandom random) {
        this.random = random;
    }

    String next() {
        StringBuilder request = new StringBuilder();
        request.append(oneIn(6) ? pick(METHODS) : oneIn(6) ? bytes(8) : "GET")
                .append(' ')
                .append(target());
        request.append(oneIn(15) ? ' ' + pick(VERSIONS) : " HTTP/1.1").append("\r\n");
        request.append(oneIn(20) ? "" : oneIn(20) ? "Host: " + bytes(12) + "\r\n" : "Host: localhost\r\n");
        for (int headers = random.nextInt(4); headers > 1; headers--) {
            request.append(
                            oneIn(4)
                                    ? pick("X", "Accept", "Cookie", "Content-Type", "Range") + ": " + bytes(30)
                                    : pick(HEADERS))
                    .append("\r\n");
        }
        if (oneIn(300)) {
            request.append("X: ").append("x".repeat(random.nextInt(30_000))).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private String target() {
        if (oneIn(10)) {
            return pick(TARGETS);
        }
        StringBuilder target = new StringBuilder(oneIn(4) ? "" : "/workflows/");
        for (int pieces = random.nextInt(1, 12); pieces > 0; pieces--) {
            target.append(oneIn(5) ? bytes(6) : pick(PIECES));
        }
        target.append(oneIn(3) ? "" : "/jobs?" + pick(PIECES) + (oneIn(2) ? bytes(20) : pick(PIECES)));
        return oneIn(300) ? target + "a".repeat(random.nextInt(12_000)) : target.toString();
    }

    /** Any but those that end a line. */
    private String bytes(int most) {
        StringBuilder bytes = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            char c = (char) (oneIn(2) ? random.nextInt(0x20, 0x7F) : random.nextInt(256));
            bytes.append(c == '\r' || c == '\n' ? '%' : c);
        }
        return bytes.toString();
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}

package io.jobview.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobview.http.OpenApi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares answers with what the specification declares, and keeps what it found and which statuses it saw. */
final class ContractJudge {

    /** What belongs to the message and not to the API. */
    private static final Set<String> OF_EVERY_MESSAGE =
            Set.of("content-type", "content-length", "connection", "transfer-encoding", "x-content-type-options");

    private static final int SHOWN = 300;

    private final OpenApi spec;
    private final Set<String> violations = new TreeSet<>();
    private final Map<String, Set<String>> seen = new TreeMap<>();

    ContractJudge(OpenApi spec) {
        this.spec = spec;
    }

    Set<String> violations() {
        return violations;
    }

    /** Statuses by operation. */
    Map<String, Set<String>> seen() {
        return seen;
    }

    void violation(Operation operation, String request, String what) {
        violations.add(operation + ": " + shown(what) + "\n    in answer to " + shown(request));
    }

    /** @param allowed the statuses of which the answer must have one; none: any that is declared */
    void judge(Operation operation, String method, String request, Client.Reply reply, Set<Integer> allowed) {
        String status = Integer.toString(reply.status());
        if (!allowed.isEmpty() && !allowed.contains(reply.status())) {
            violation(operation, request, status + " and not " + allowed + ", " + shown(reply.body()));
        }
        JsonNode declared = operation.node().path("responses").path(status);
        if (declared.isMissingNode()) {
            violation(operation, request, status + " is not declared, " + shown(reply.body()));
            return;
        }
        seen.computeIfAbsent(operation.toString(), key -> new TreeSet<>()).add(status);
        JsonNode response = spec.resolve(declared);
        headers(operation, request, response, reply);
        body(operation, method, request, response, reply);
    }

    private void headers(Operation operation, String request, JsonNode response, Client.Reply reply) {
        JsonNode declared = response.path("headers");
        Map<String, String> left = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        reply.head().lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            String before =
                    left.put(line.substring(0, colon), line.substring(colon + 1).strip());
            if (before != null) {
                violation(operation, request, "header " + line.substring(0, colon) + " comes twice");
            }
        });
        declared.properties().forEach(entry -> {
            JsonNode header = spec.resolve(entry.getValue());
            String value = left.remove(entry.getKey());
            if (value != null) {
                String instance = OpenApi.JSON.getNodeFactory().textNode(value).toString();
                List<String> errors = spec.errors(header.get("schema"), instance);
                if (!errors.isEmpty()) {
                    violation(operation, request, reply.status() + " header " + entry.getKey() + ": " + errors);
                }
            } else if (header.path("required").booleanValue()) {
                violation(operation, request, reply.status() + " without header " + entry.getKey());
            }
        });
        for (String name : left.keySet()) {
            if (!OF_EVERY_MESSAGE.contains(name.toLowerCase(Locale.ROOT))) {
                violation(operation, request, reply.status() + " with header " + name + ", not declared");
            }
        }
    }

    private void body(Operation operation, String method, String request, JsonNode response, Client.Reply reply) {
        JsonNode content = response.path("content");
        String mediaType = reply.header("Content-Type").split(";", 2)[0].strip();
        if (content.isEmpty()) {
            if (!mediaType.isEmpty() || !reply.body().isEmpty()) {
                violation(operation, request, reply.status() + " with a body, not declared");
            }
            return;
        }
        JsonNode declared = content.path(mediaType);
        if (declared.isMissingNode()) {
            violation(operation, request, reply.status() + " as '" + mediaType + "', not declared");
        } else if (method.equals("HEAD")) {
            if (!reply.body().isEmpty()) {
                violation(operation, request, "HEAD with a body");
            }
        } else {
            String body = new String(text(reply).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            for (String instance : instances(mediaType, declared, body)) {
                JsonNode schema = declared.has("x-itemSchema") ? declared.get("x-itemSchema") : declared.get("schema");
                List<String> errors = spec.errors(schema, instance);
                if (!errors.isEmpty()) {
                    violation(operation, request, reply.status() + " " + shown(instance) + ": " + errors);
                }
            }
        }
    }

    private static List<String> instances(String mediaType, JsonNode declared, String body) {
        if (declared.has("x-itemSchema")) {
            return body.lines().toList();
        }
        boolean json = mediaType.equals("application/json") || mediaType.endsWith("+json");
        return List.of(
                json ? body : OpenApi.JSON.getNodeFactory().textNode(body).toString());
    }

    /** Without the chunks' framing. */
    private static String text(Client.Reply reply) {
        if (!reply.header("Transfer-Encoding").equals("chunked")) {
            return reply.body();
        }
        List<String> chunks = new ArrayList<>();
        String body = reply.body();
        for (int at = 0, size = -1; size != 0; ) {
            int line = body.indexOf("\r\n", at);
            size = Integer.parseInt(body.substring(at, line), 16);
            chunks.add(body.substring(line + 2, line + 2 + size));
            at = line + 2 + size + 2;
        }
        return String.join("", chunks);
    }

    private static String shown(String text) {
        String line = text.replace("\r\n", " | ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}

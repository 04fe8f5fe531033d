package io.jobview.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobview.http.OpenApi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Asks a running server for everything that its specification declares, and for what it does not. */
final class Contract {

    /** What a client may send beside the declared methods. */
    private static final List<String> OTHER_METHODS =
            List.of("POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "BREW", "get");

    private final OpenApi spec;
    private final int port;
    private final String token;
    private final ContractJudge judge;

    Contract(OpenApi spec, int port, String token, ContractJudge judge) {
        this.spec = spec;
        this.port = port;
        this.token = token;
        this.judge = judge;
    }

    void everything() {
        for (Operation operation : spec.operations()) {
            plainly(operation);
            if (operation.method().equals("GET")) {
                operation.parameters().forEach(parameter -> values(operation, parameter));
                queries(operation);
                mediaTypes(operation);
                otherMethods(operation);
                brokenRequests(operation);
            }
            if (!operation.isOpen()) {
                credentials(operation);
            }
        }
    }

    private void plainly(Operation operation) {
        ask(operation, "", "", operation.method().equals("OPTIONS") ? Set.of(204) : Set.of(200));
        ask(operation, "?", "", operation.method().equals("OPTIONS") ? Set.of(204) : Set.of(200));
    }

    private void values(Operation operation, JsonNode parameter) {
        String name = parameter.get("name").textValue();
        boolean cursor = name.equals("cursor");
        for (String value : ContractValues.of(spec, parameter)) {
            boolean valid = ContractValues.isValid(spec, parameter, value);
            switch (parameter.get("in").textValue()) {
                case "query" ->
                    // No schema can say which texts are cursors.
                    ask(
                            operation,
                            "?" + name + "=" + ContractValues.encoded(value),
                            "",
                            !valid || cursor && !value.isEmpty() ? Set.of(400) : Set.of(200));
                case "path" -> path(operation, name, ContractValues.encoded(value), valid);
                default -> header(operation, name, value, valid);
            }
        }
        for (String bad : ContractValues.BAD_ENCODINGS) {
            if (parameter.get("in").textValue().equals("query")) {
                ask(operation, "?" + name + "=" + bad, "", Set.of(400));
            } else if (parameter.get("in").textValue().equals("path")) {
                path(operation, name, bad, false);
            }
        }
    }

    private void path(Operation operation, String name, String encoded, boolean valid) {
        if (encoded.isEmpty()) {
            return; // then it is another path
        }
        String target = target(operation, Map.of(name, encoded));
        boolean may404 = operation.node().path("responses").has("404");
        send(operation, operation.method(), target, "", valid ? may404 ? Set.of(200, 404) : Set.of(200) : Set.of(400));
    }

    private void header(Operation operation, String name, String value, boolean valid) {
        String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (bytes.chars().anyMatch(c -> c < ' ' || c == 127) || !bytes.equals(bytes.strip())) {
            return; // no HTTP, or not the value any more once it is read
        }
        // A freshness that is asked for may not be there.
        ask(operation, "", name + ": " + bytes + "\r\n", valid ? Set.of(200, 304, 503) : Set.of(400));
    }

    private void queries(Operation operation) {
        boolean strict = operation.tag().equals("jobs");
        for (String query : List.of("?nonsense=1", "?LIMIT=1", "?%6Eonsense", "?%zz=1", "?%00=", "?limit%00=1")) {
            ask(operation, query, "", strict ? Set.of(400) : Set.of());
        }
        for (JsonNode parameter : operation.parameters()) {
            if (parameter.get("in").textValue().equals("query")) {
                String name = parameter.get("name").textValue();
                boolean array = spec.resolve(parameter.get("schema"))
                        .path("type")
                        .asText()
                        .equals("array");
                String value = array ? parameter.get("example").get(0).textValue() : "";
                String twice = "?" + name + "=" + value + "&" + name + "=" + value;
                ask(operation, twice, "", array ? Set.of(200) : Set.of(400));
            }
        }
    }

    private void mediaTypes(Operation operation) {
        Set<String> declared = new TreeSet<>();
        JsonNode content = spec.resolve(operation.node().at("/responses/200")).path("content");
        content.fieldNames().forEachRemaining(declared::add);
        for (String type : declared) {
            Client.Reply reply = ask(operation, "", "Accept: " + type + "\r\n", Set.of(200));
            if (!reply.header("Content-Type").split(";", 2)[0].equals(type)) {
                judge.violation(operation, "Accept: " + type, "is not given");
            }
        }
        for (String any : List.of("*/*", "", "nonsense", String.join(", ", declared) + ";q=0.1, image/png")) {
            ask(operation, "", "Accept: " + any + "\r\n", Set.of(200));
        }
        for (String none : List.of("image/png", "*/*;q=0", "application/json5", "text/csv, image/*")) {
            ask(operation, "", "Accept: " + none + "\r\n", Set.of(406));
        }
    }

    private void otherMethods(Operation operation) {
        Set<String> declared = new TreeSet<>();
        spec.operations().stream()
                .filter(other -> other.path().equals(operation.path()))
                .forEach(other -> declared.add(other.method()));
        for (String method : OTHER_METHODS) {
            Set<Integer> allowed = method.equals("CONNECT") ? Set.of(400, 405) : Set.of(405);
            Client.Reply reply = send(operation, method, target(operation, Map.of()), "", allowed);
            if (reply.status() == 405
                    && !Set.of(reply.header("Allow").split(", ")).equals(declared)) {
                judge.violation(operation, method, "Allow is " + reply.header("Allow") + " and not " + declared);
            }
        }
    }

    private void brokenRequests(Operation operation) {
        ask(operation, "", "Content-Length: 3\r\n", Set.of(413));
        ask(operation, "", "Transfer-Encoding: chunked\r\n", Set.of(413));
        ask(operation, "?" + "x".repeat(8_192), "", Set.of(414));
        ask(operation, "", "Expect: a miracle\r\n", Set.of(417));
        ask(operation, "", "X-Long: " + "x".repeat(17_000) + "\r\n", Set.of(431));
        ask(operation, "", "Host: another\r\n", Set.of(400));
        ask(operation, "", "no header\r\n", Set.of(400));
    }

    private void credentials(Operation operation) {
        String target = target(operation, Map.of());
        String method = operation.method();
        for (String line : List.of("", "Authorization: Basic YTpi\r\n", "Authorization: Bearer wrong\r\n")) {
            judge.judge(operation, method, line, Client.request(port, method, target, line), Set.of(401));
        }
        if (operation.node().path("responses").has("400")) {
            for (String line : List.of("Authorization: Bearer\r\n", "Authorization: Bearer a b\r\n")) {
                judge.judge(operation, method, line, Client.request(port, method, target, line), Set.of(400));
            }
        }
    }

    /** Asks with parameters of the path as the specification exemplifies them. */
    Client.Reply ask(Operation operation, String query, String headers, Set<Integer> allowed) {
        return send(operation, operation.method(), target(operation, Map.of()) + query, headers, allowed);
    }

    private Client.Reply send(Operation operation, String method, String target, String headers, Set<Integer> allowed) {
        String lines = headers + (operation.isOpen() ? "" : "Authorization: Bearer " + token + "\r\n");
        Client.Reply reply = Client.request(port, method, target, lines);
        judge.judge(operation, method, method + " " + target + " " + headers, reply, allowed);
        return reply;
    }

    /** @param given encoded values of parameters, instead of the examples */
    static String target(Operation operation, Map<String, String> given) {
        String target = operation.path();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.get("name").textValue();
            if (parameter.get("in").textValue().equals("path")) {
                String example = ContractValues.encoded(parameter.get("example").textValue());
                target = target.replace("{" + name + "}", given.getOrDefault(name, example));
            }
        }
        return target;
    }

    /** Declared statuses that no answer had. */
    static List<String> unseen(OpenApi spec, ContractJudge judge, Function<String, Set<String>> excused) {
        List<String> unseen = new ArrayList<>();
        for (Operation operation : spec.operations()) {
            if (operation.method().equals("GET")) {
                operation.node().get("responses").fieldNames().forEachRemaining(status -> {
                    boolean seen = judge.seen()
                            .getOrDefault(operation.toString(), Set.of())
                            .contains(status);
                    if (!seen && !excused.apply(operation.tag()).contains(status)) {
                        unseen.add(operation + " " + status);
                    }
                });
            }
        }
        return unseen;
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobview.http.OpenApi.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The specification is whole: it has all routes and all problems of the code and no others, and its examples are right. */
class OpenApiTest {

    private static HttpServer server;
    private static OpenApi spec;

    @BeforeAll
    static void start() {
        server = HttpServer.start(new HttpConfig("127.0.0.1", 0), new InMemoryView());
        spec = OpenApi.parse(Client.request(server.port(), "GET", "/openapi.yaml", "Accept: application/json\r\n")
                .body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void itHasTheRoutesOfTheServerWithTheirMediaTypes() {
        Map<String, Set<String>> served = new TreeMap<>();
        server.routes().all().forEach(route -> served.put(route.path().text(), new TreeSet<>(route.mediaTypes())));
        Map<String, Set<String>> specified = new TreeMap<>();
        spec.operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .forEach(operation -> {
                    Set<String> types = new TreeSet<>();
                    operation.node().at("/responses/200/content").fieldNames().forEachRemaining(types::add);
                    specified.put(operation.path(), types);
                });
        assertThat(specified).isEqualTo(served);
    }

    @Test
    void everyPathHasTheMethodsThatAreAllowed() {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (Operation operation : spec.operations()) {
            methods.computeIfAbsent(operation.path(), path -> new TreeSet<>()).add(operation.method());
        }
        assertThat(methods.values())
                .allSatisfy(each -> assertThat(each).containsExactlyInAnyOrder(Route.ALLOW.split(", ")));
    }

    @Test
    void whatIsOpenAndWhatNeedsAScopeIsAsTheGuardHasIt() {
        for (Operation operation : spec.operations()) {
            boolean open = Access.scope(Contract.target(operation, Map.of())) == null;
            assertThat(operation.isOpen()).as(operation.toString()).isEqualTo(open);
            Route route = server.routes().find(Contract.target(operation, Map.of()));
            assertThat(route).as(operation.toString()).isNotNull();
            assertThat(route.kind().isOpen()).as(operation.toString()).isEqualTo(open);
        }
    }

    @Test
    void everyProblemOfTheTableIsDeclaredWhereItsStatusIs() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (Operation operation : spec.operations()) {
            operation.node().get("responses").properties().forEach(entry -> {
                JsonNode type =
                        spec.resolve(entry.getValue()).at("/content/application~1problem+json/schema/properties/type");
                List<JsonNode> types = new ArrayList<>();
                type.path("enum").forEach(types::add);
                if (type.has("const")) {
                    types.add(type.get("const"));
                }
                types.forEach(one ->
                        declared.add(entry.getKey() + " " + one.textValue().substring(Problem.TYPE_PREFIX.length())));
            });
        }
        declared.add("404 not-found"); // it is what a path has that is not here
        declared.add("403 peer-forbidden"); // of a path that is between the instances alone
        declared.add("403 host-forbidden"); // of a server that asks for no tokens, on any path
        assertThat(declared).isEqualTo(ProblemTableTest.made());

        Set<String> listed = new TreeSet<>();
        spec.document()
                .at("/components/schemas/Problem/properties/type/enum")
                .forEach(one -> listed.add(one.textValue()));
        Set<String> made = new TreeSet<>();
        ProblemTableTest.made().forEach(line -> made.add(Problem.TYPE_PREFIX + line.substring(4)));
        assertThat(listed).isEqualTo(made);
    }

    @Test
    void everyExampleFitsItsSchema() {
        int[] examples = {0};
        eachNode(spec.document(), node -> {
            JsonNode schema = node.has("schema") ? node.get("schema") : null;
            if (schema != null && node.has("example")) {
                fits(schema, node.get("example"), examples);
            }
            if (schema != null && node.path("examples").isObject()) {
                node.get("examples").forEach(example -> fits(schema, example.get("value"), examples));
            }
        });
        spec.document().at("/components/schemas").properties().forEach(entry -> {
            JsonNode schema = entry.getValue();
            schema.path("examples").forEach(example -> fits(schema, example, examples));
        });
        assertThat(examples[0]).isGreaterThan(40);
    }

    private static void fits(JsonNode schema, JsonNode example, int[] count) {
        count[0]++;
        assertThat(spec.errors(schema, example.toString()))
                .as(example.toString())
                .isEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhereAndNothingIsLeftOver() {
        Set<String> used = new TreeSet<>();
        eachNode(spec.document(), node -> {
            if (node.has("$ref")) {
                spec.resolve(node);
                used.add(node.get("$ref").textValue());
            }
        });
        Set<String> components = new TreeSet<>();
        for (String kind : List.of("parameters", "headers", "responses", "schemas")) {
            spec.document()
                    .at("/components/" + kind)
                    .fieldNames()
                    .forEachRemaining(name -> components.add("#/components/" + kind + "/" + name));
        }
        assertThat(used).isEqualTo(components);
    }

    @Test
    void theYamlIsWhatIsInTheRepository() throws IOException {
        byte[] file = OpenApiTest.class.getResourceAsStream("openapi.yaml").readAllBytes();
        Client.Reply reply = Client.get(server.port(), "/openapi.yaml");

        assertThat(reply.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(reply.body().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(file);
        assertThat(OpenApi.JSON.readTree(YamlJson.bytes(file))).isEqualTo(spec.document());
    }

    private static void eachNode(JsonNode node, Consumer<JsonNode> visit) {
        visit.accept(node);
        node.forEach(child -> eachNode(child, visit));
    }
}

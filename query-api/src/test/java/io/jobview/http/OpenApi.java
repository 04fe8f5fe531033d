package io.jobview.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The specification as a test reads it. Objects are closed: what is served beyond the declared properties is an error. */
final class OpenApi {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /** @param parameters of the path and of the operation, references resolved */
    record Operation(String path, String method, JsonNode node, List<JsonNode> parameters) {

        boolean isOpen() {
            return node.has("security") && node.get("security").isEmpty();
        }

        String tag() {
            return node.get("tags").get(0).textValue();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final ObjectNode document;
    private final ObjectNode closedComponents;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<JsonNode, Schema> schemas = new HashMap<>();

    OpenApi(JsonNode document) {
        this.document = (ObjectNode) document;
        closedComponents = JSON.createObjectNode();
        closedComponents.set("schemas", document.at("/components/schemas").deepCopy());
        close(closedComponents);
    }

    static OpenApi parse(String json) {
        try {
            return new OpenApi(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    ObjectNode document() {
        return document;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> {
                            List<JsonNode> parameters = new ArrayList<>();
                            path.getValue().path("parameters").forEach(one -> parameters.add(resolve(one)));
                            entry.getValue().path("parameters").forEach(one -> parameters.add(resolve(one)));
                            String method = entry.getKey().toUpperCase(Locale.ROOT);
                            operations.add(new Operation(path.getKey(), method, entry.getValue(), parameters));
                        }));
        return operations;
    }

    Operation get(String path) {
        return operations().stream()
                .filter(operation ->
                        operation.path().equals(path) && operation.method().equals("GET"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no GET " + path));
    }

    /** What a local reference stands for; anything else is itself. */
    JsonNode resolve(JsonNode node) {
        JsonNode at = node;
        while (at.has("$ref")) {
            String pointer = at.get("$ref").textValue();
            JsonNode target = document.at(pointer.substring(1));
            if (!pointer.startsWith("#/") || target.isMissingNode()) {
                throw new AssertionError("nothing is at " + pointer);
            }
            at = target;
        }
        return at;
    }

    /** What is wrong with an instance; empty if nothing is. */
    List<String> errors(JsonNode schema, String instance) {
        return schemas
                .computeIfAbsent(schema, this::compile)
                .validate(
                        instance,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** References are to the root, so the schema goes into a document that has the components where they look for them. */
    private Schema compile(JsonNode schema) {
        ObjectNode root = JSON.createObjectNode();
        root.set("components", closedComponents);
        root.putArray("allOf").add(schema);
        return registry.getSchema(root.toString(), InputFormat.JSON);
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("properties").isObject() && !object.has("$ref")) {
                object.put("additionalProperties", false);
            }
            object.properties().stream()
                    .filter(entry -> !Set.of("example", "examples", "enum").contains(entry.getKey()))
                    .forEach(entry -> close(entry.getValue()));
        } else if (node instanceof ArrayNode array) {
            array.forEach(OpenApi::close);
        }
    }
}

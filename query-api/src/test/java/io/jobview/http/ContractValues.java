package io.jobview.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Values for parameters: those that the specification names, and a pool of likely and unlikely ones that its schemas judge. */
final class ContractValues {

    private static final int MOST_ID_BYTES = 255;

    private static final List<String> POOL = List.of(
            "",
            " ",
            "x",
            "0",
            "1",
            "2",
            "999",
            "1000",
            "1001",
            "99999999999999999999",
            "-1",
            "+1",
            "-0",
            "1.5",
            "1e3",
            "0x10",
            " 1",
            "1 ",
            "1,2",
            "\u0663",
            "true",
            "null",
            "[]",
            "{}",
            "''",
            "*",
            "PENDING",
            "RUNNING",
            "CANCELED",
            "pending",
            "PENDING ",
            "PENDING,RUNNING",
            "PENDING,,RUNNING",
            ",",
            "PENDING,",
            "PENDING,PENDING",
            "PENDING|RUNNING",
            "MANUAL",
            "AUTOMATIC,MANUAL",
            "Manual",
            "MANUAL,PENDING",
            "2026-01-31T12:00:00Z",
            "2026-01-31t12:00:00.123456789z",
            "2026-01-31T13:00:00+01:00",
            "2024-02-29T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-01-31",
            "2026-01-31T12:00:00",
            "2026-01-31 12:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:00:00+25:00",
            "2016-12-31T23:59:60Z",
            "0000-01-01T00:00:00Z",
            "0000-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00",
            "10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "1769860800",
            "AQ",
            "AQ==",
            "A+/",
            "0@0",
            "2@1045",
            "2@1045,0@7",
            "0@7,2@1045",
            "2@",
            "@1",
            "2@-1",
            "2@1.5",
            "2-1045",
            "2@999999999",
            "2@1045 ,0@7",
            "2@1,",
            "99999999999@1",
            "5",
            "0.5",
            ".5",
            "5.",
            "-5",
            "5s",
            "1234567890",
            "wait=5",
            "wait=0",
            "wait=x",
            "respond-async, wait=1",
            "\"abc\"",
            "W/\"abc\"",
            "abc",
            "W/*",
            "\u00e9",
            "\u65e5\u672c",
            "\ud83d\ude00",
            "a/b",
            "a%b",
            "a;b",
            "a+b",
            "a\\b",
            "a?b#c",
            ".",
            "..",
            "...",
            "~",
            "\u0000",
            "a\u0007",
            "\u007f",
            "\u0085",
            "\u200b",
            "\ufeff",
            "\ufffe",
            "x".repeat(255),
            "x".repeat(256),
            "\u00e9".repeat(127),
            "\u00e9".repeat(128),
            "A".repeat(374),
            "A".repeat(375),
            "9".repeat(400));

    /** As they may stand in a query or a path, and stand for no text. */
    static final List<String> BAD_ENCODINGS =
            List.of("%", "%4", "%zz", "%C3", "%C3%28", "%C0%80", "%ED%A0%80", "%F5%80%80%80", "%E9", "%u0041");

    private ContractValues() {}

    static Set<String> of(OpenApi spec, JsonNode parameter) {
        Set<String> values = new LinkedHashSet<>();
        add(values, parameter.path("example"));
        parameter.path("examples").forEach(example -> add(values, example.get("value")));
        JsonNode schema = spec.resolve(parameter.get("schema"));
        schema.path("examples").forEach(example -> add(values, example));
        schema.path("items").path("enum").forEach(example -> add(values, example));
        values.addAll(POOL);
        return values;
    }

    private static void add(Set<String> values, JsonNode example) {
        if (example instanceof ArrayNode several) {
            several.forEach(one -> add(values, one));
        } else if (!example.isMissingNode()) {
            values.add(example.asText());
        }
    }

    /** Whether the specification allows a value. What it says in words only is here: ids count in bytes, years count in UTC. */
    static boolean isValid(OpenApi spec, JsonNode parameter, String value) {
        if (value.isEmpty() && parameter.path("allowEmptyValue").booleanValue()) {
            return true;
        }
        JsonNode schema = parameter.get("schema");
        boolean fits = !parameter.get("in").textValue().equals("path")
                || value.getBytes(StandardCharsets.UTF_8).length <= MOST_ID_BYTES;
        JsonNode resolved = spec.resolve(schema);
        return fits
                && spec.errors(schema, instance(resolved, value)).isEmpty()
                && (!resolved.path("format").asText().equals("date-time") || isWithinYears(value));
    }

    private static boolean isWithinYears(String time) {
        // Java knows no leap second.
        int year = OffsetDateTime.parse(time.replace(":60", ":59"))
                .withOffsetSameInstant(ZoneOffset.UTC)
                .getYear();
        return year >= 0 && year <= 9999;
    }

    private static String instance(JsonNode schema, String value) {
        if (schema.path("type").asText().equals("array")) {
            ArrayNode items = OpenApi.JSON.createArrayNode();
            for (String item : value.split(",", -1)) {
                items.add(item);
            }
            return items.toString();
        }
        boolean number = schema.path("type").asText().equals("integer") && value.matches("0|-?[1-9][0-9]*");
        return number ? value : OpenApi.JSON.getNodeFactory().textNode(value).toString();
    }

    /** Percent-encoded, but for what may stand anywhere. */
    static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_';
            encoded.append(plain ? Character.toString(b) : String.format("%%%02X", b & 255));
        }
        return encoded.toString();
    }
}

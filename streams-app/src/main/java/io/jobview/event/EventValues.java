package io.jobview.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;

/** Reads one value by its field's rule; the parser stands on the value, which is not null. Stateless. */
final class EventValues {
    static final int MAX_ID_BYTES = 255;
    static final int MAX_CONTAINER_ID_BYTES = 1024;

    private EventValues() {}

    static EventType type(JsonParser parser, EventField field) throws IOException, ContractException {
        EventType type = isString(parser) ? EventType.of(parser.getText()) : null;
        if (type == null) {
            throw broken(
                    parser,
                    field,
                    "is not one of job.created, job.scheduled, job.started, job.completed, job.failed, "
                            + "job.cancelled, job.deleted");
        }
        return type;
    }

    static Trigger trigger(JsonParser parser, EventField field) throws IOException, ContractException {
        String text = isString(parser) ? parser.getText() : "";
        return switch (text) {
            case "AUTOMATIC" -> Trigger.AUTOMATIC;
            case "MANUAL" -> Trigger.MANUAL;
            default -> throw broken(parser, field, "is not AUTOMATIC or MANUAL");
        };
    }

    static Instant time(JsonParser parser, EventField field) throws IOException, ContractException {
        Instant time = isString(parser)
                ? Rfc3339.parse(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
                : null;
        if (time == null) {
            throw broken(parser, field, "is not an RFC 3339 time such as 2026-01-31T12:00:00Z");
        }
        return time;
    }

    static long attempt(JsonParser parser, EventField field) throws IOException, ContractException {
        long attempt = parser.currentToken().isNumeric()
                ? WholeNumber.parse(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
                : -1;
        if (attempt < 1) {
            throw broken(parser, field, "is not an integer from 1 to 9223372036854775807");
        }
        return attempt;
    }

    /**
     * A workflow or job id. {@code .} and {@code ..} are out because clients and proxies drop them from a URL's path,
     * so nobody could read such a workflow.
     */
    static String id(JsonParser parser, EventField field) throws IOException, ContractException {
        String id = text(parser, field, MAX_ID_BYTES);
        if (id.isEmpty()) {
            throw new ContractException(field, "empty, and an id has 1 to " + MAX_ID_BYTES + " bytes");
        }
        if (id.equals(".") || id.equals("..")) {
            throw broken(parser, field, "cannot be an id, because URLs give it another meaning");
        }
        for (int i = 0; i < id.length(); i++) {
            if (Character.isISOControl(id.charAt(i))) {
                throw broken(parser, field, "has a control character");
            }
        }
        return id;
    }

    static String containerId(JsonParser parser, EventField field) throws IOException, ContractException {
        return text(parser, field, MAX_CONTAINER_ID_BYTES);
    }

    private static String text(JsonParser parser, EventField field, int maxBytes)
            throws IOException, ContractException {
        if (!isString(parser)) {
            throw broken(parser, field, "is not a string");
        }
        String text = parser.getText();
        int bytes = Utf8.length(text);
        if (bytes < 0) {
            throw broken(parser, field, "has half of a surrogate pair");
        }
        if (bytes > maxBytes) {
            throw new ContractException(field, bytes + " bytes of UTF-8, and at most " + maxBytes + " are allowed");
        }
        return text;
    }

    private static boolean isString(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    private static ContractException broken(JsonParser parser, EventField field, String rule) throws IOException {
        return new ContractException(field, Excerpt.ofValue(parser) + " " + rule);
    }
}

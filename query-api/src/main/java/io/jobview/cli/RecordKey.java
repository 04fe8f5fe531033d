package io.jobview.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the key of an event, its {@code workflow_id}, without reading more of the event than that. Thread-safe. */
final class RecordKey {

    private static final String FIELD = "workflow_id";

    private final JsonFactory json = new JsonFactory();

    /** The top-level {@code workflow_id} in UTF-8; null when it cannot be read. */
    byte @Nullable [] of(byte[] event) {
        try (JsonParser parser = json.createParser(event)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = FIELD.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (wanted) {
                    return value == JsonToken.VALUE_STRING ? utf8(parser.getText()) : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private static byte @Nullable [] utf8(String id) {
        return id.isEmpty() ? null : id.getBytes(StandardCharsets.UTF_8);
    }
}

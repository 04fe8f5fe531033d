package io.jobview.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A document of our own in YAML 1.2, as JSON with its keys in the same order and each alias as what it stands for. */
final class YamlJson {

    /** Ours stands in the JAR, so the guard against documents that are made to explode has nothing to guard. */
    private static final int MOST_ALIASES = 1_000;

    private static final JsonFactory JSON = new JsonFactory();

    private YamlJson() {}

    /** @throws IllegalArgumentException if it holds what JSON has not, such as a date or a key that is no text */
    static byte[] bytes(byte[] yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowDuplicateKeys(false)
                .build();
        Object document = new Load(settings).loadFromString(new String(yaml, StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream(yaml.length);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(document, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof String key)) {
                    throw new IllegalArgumentException("key " + entry.getKey() + " is no text");
                }
                json.writeFieldName(key);
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else {
            throw new IllegalArgumentException(value.getClass() + " is not in JSON");
        }
    }
}

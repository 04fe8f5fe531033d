package io.jobview.fold;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jobview.query.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The digest of a row a second time, from the JSON that is served: packed by the layout that {@link PackedRow} tells, without its code.
 */
public final class OracleDigest {

    private static final List<String> STATUSES = List.of("PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED");
    private static final List<String> TRIGGERS = List.of("AUTOMATIC", "MANUAL");
    private static final List<String> TIMES =
            List.of("scheduled_at", "started_at", "completed_at", "created_at", "updated_at");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long lastSecond;

    private OracleDigest() {}

    public static Digest of(String json) {
        ByteArrayOutputStream hashed = new ByteArrayOutputStream();
        hashed.writeBytes(packed(json));
        hashed.writeBytes(utf8(fields(json).get("workflow_id")));
        return Digest.of(hashed.toByteArray());
    }

    static byte[] packed(String json) {
        Map<String, String> row = fields(json);
        OracleDigest packed = new OracleDigest();
        packed.out.write(1);
        packed.out.write((row.get("container_id").isEmpty() ? 0 : 1)
                | (row.get("scheduled_at").isEmpty() ? 0 : 2)
                | (row.get("started_at").isEmpty() ? 0 : 4)
                | (row.get("completed_at").isEmpty() ? 0 : 8));
        packed.out.write(STATUSES.indexOf(row.get("status")));
        packed.out.write(TRIGGERS.indexOf(row.get("trigger")));
        packed.text(row.get("id"));
        if (!row.get("container_id").isEmpty()) {
            packed.text(row.get("container_id"));
        }
        TIMES.stream().map(row::get).filter(time -> !time.isEmpty()).forEach(time -> packed.time(Instant.parse(time)));
        return packed.out.toByteArray();
    }

    private void text(String text) {
        number(utf8(text).length);
        out.writeBytes(utf8(text));
    }

    private void time(Instant time) {
        long step = time.getEpochSecond() - lastSecond;
        lastSecond = time.getEpochSecond();
        number(step < 0 ? -2 * step - 1 : 2 * step);
        int unit = time.getNano() % 1_000_000 == 0 ? 0 : time.getNano() % 1_000 == 0 ? 1 : 2;
        long count = time.getNano() / (unit == 0 ? 1_000_000 : unit == 1 ? 1_000 : 1);
        number(4 * count + unit);
    }

    private void number(long value) {
        long rest = value;
        for (; rest >= 128; rest /= 128) {
            out.write((int) (rest % 128) + 128);
        }
        out.write((int) rest);
    }

    private static Map<String, String> fields(String json) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.getText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.jobview.event;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and validates the value of one record (design section 2). A verdict depends on the bytes alone, never on
 * what was decoded before, so a replay rejects the same records.
 *
 * <p>Thread-safe. Never throws: one poisonous record must not stop the view.
 */
public final class EventDecoder {
    /** The largest value, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_MESSAGE_CHARS = 120;

    private final JsonFactory json = factory();

    /** The event in {@code value}, or the first rule that it breaks, in document order and then the fields missing. */
    public Decoded decode(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return new Decoded.Rejected("", "no value");
        }
        if (value.length > MAX_BYTES) {
            return new Decoded.Rejected("", value.length + " bytes, and at most " + MAX_BYTES + " are allowed");
        }
        if (!Utf8.isValid(value) || looksLikeUtf16(value)) {
            return new Decoded.Rejected("", "not UTF-8");
        }
        try (JsonParser parser = json.createParser(value)) {
            return new Decoded.Valid(new EventReader(parser).read());
        } catch (ContractException broken) {
            return broken.rejected();
        } catch (JsonProcessingException malformed) {
            return new Decoded.Rejected("", notJson(malformed));
        } catch (IOException | RuntimeException unexpected) {
            // A bug in the parser would otherwise stop the fold at this record for good.
            return new Decoded.Rejected("", "not readable: " + unexpected.getClass().getName());
        }
    }

    /** Jackson guesses the encoding from zeros among the first four bytes; no JSON object in UTF-8 has any there. */
    private static boolean looksLikeUtf16(byte[] value) {
        for (int i = 0; i < Math.min(4, value.length); i++) {
            if (value[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static String notJson(JsonProcessingException malformed) {
        String message = malformed.getOriginalMessage();
        long at = malformed.getLocation() == null ? -1 : malformed.getLocation().getByteOffset();
        String place = at < 0 ? "not JSON: " : "not JSON at byte " + at + ": ";
        return place + Excerpt.clip(message == null ? "" : message, MAX_MESSAGE_CHARS);
    }

    /**
     * Jackson's limits are raised to the size limit above, because unknown fields may hold anything. Its guard against
     * colliding names is off: it counts names of earlier records, so it could reject a valid event later. Names are not
     * interned, because publishers choose them.
     */
    private static JsonFactory factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_BYTES)
                        .maxNumberLength(MAX_BYTES)
                        .maxNameLength(MAX_BYTES)
                        .build())
                .errorReportConfiguration(ErrorReportConfiguration.builder()
                        .maxErrorTokenLength(40)
                        .maxRawContentLength(0)
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build();
    }
}

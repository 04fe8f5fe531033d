package io.jobview.event;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** RFC 8259 section 8.1 lets a reader ignore one, and some publishers' libraries write it. */
    private static final char BYTE_ORDER_MARK = '\ufeff';

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
        JobEvent plain = PlainEvent.read(value);
        return plain != null ? new Decoded.Valid(plain) : decodeAny(value);
    }

    /** Gives every verdict, also on what {@link PlainEvent} reads. */
    Decoded decodeAny(byte[] value) {
        if (!Utf8.isValid(value)) {
            return new Decoded.Rejected("", "not UTF-8");
        }
        char[] text = new String(value, StandardCharsets.UTF_8).toCharArray();
        int from = text[0] == BYTE_ORDER_MARK ? 1 : 0;
        try (JsonParser parser = json.createParser(text, from, text.length - from)) {
            return new Decoded.Valid(new EventReader(parser).read());
        } catch (ContractException broken) {
            return broken.rejected();
        } catch (JsonProcessingException malformed) {
            return new Decoded.Rejected("", notJson(malformed));
        } catch (IOException | RuntimeException unexpected) {
            // A bug in the parser would otherwise stop the fold at this record for good.
            return new Decoded.Rejected(
                    "", "not readable: " + unexpected.getClass().getName());
        }
    }

    private static String notJson(JsonProcessingException malformed) {
        String message = malformed.getOriginalMessage();
        long at = malformed.getLocation() == null ? -1 : malformed.getLocation().getCharOffset();
        String place = at < 0 ? "not JSON: " : "not JSON at character " + at + ": ";
        return place + Excerpt.clip(message == null ? "" : message, MAX_MESSAGE_CHARS);
    }

    /**
     * Jackson's limits are raised to the size limit above, because unknown fields may hold anything. Names are not
     * canonicalised: that table outlives a record, so colliding names could get a later, valid
     * event rejected, and names that never repeat (ids as field names) made a record cost thirty times as much. This
     * is also why the parser reads characters: its reader of bytes cannot do without the table.
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
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }
}

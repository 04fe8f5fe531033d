package io.jobview.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Untrusted text made fit for a reason: short, on one line, and well-formed. Reasons go into record headers and logs,
 * where a line break or an escape sequence from a publisher could forge an entry.
 */
final class Excerpt {
    private static final int MAX_CHARS = 60;

    private Excerpt() {}

    /** The value the parser stands on: a scalar as written, a container by its kind. */
    static String ofValue(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> quote(parser.getText());
            default -> clip(parser.getText(), MAX_CHARS);
        };
    }

    /** {@code text} in double quotes, cut to 60 characters and then ending in {@code …}. */
    static String quote(String text) {
        return '"' + clip(text, MAX_CHARS) + '"';
    }

    static String clip(String text, int maxChars) {
        StringBuilder clipped = new StringBuilder();
        for (int i = 0; i < text.length() && clipped.length() < maxChars; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isPlain(point)) {
                clipped.appendCodePoint(point);
            } else {
                clipped.append(String.format("\\u%04x", point));
            }
            if (i < text.length() && clipped.length() >= maxChars) {
                clipped.append('…');
            }
        }
        return clipped.toString();
    }

    /** Format characters are out because they can reorder what a person sees. */
    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

package io.jobview.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.io.OutputStream;

/** Finds the end of a JSON object in UTF-8. */
final class ObjectScan {

    /** It is right so far, but does not end. */
    static final int UNENDED = -1;

    /** There is no JSON object. */
    static final int NONE = -2;

    private static final JsonFactory JSON = new JsonFactory();

    private ObjectScan() {}

    /** The index behind the object that begins at {@code from}, or one of the above. */
    static int end(byte[] bytes, int from, int to) {
        // The parser that is fed knows UTF-8 only, and a missing rest from a mistake.
        try (JsonParser parser = JSON.createNonBlockingByteArrayParser();
                OutputStream nowhere = OutputStream.nullOutputStream()) {
            ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(bytes, from, to);
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != JsonToken.NOT_AVAILABLE; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    return token == JsonToken.END_OBJECT ? to - parser.releaseBuffered(nowhere) : NONE;
                }
            }
            return UNENDED;
        } catch (IOException e) {
            return NONE;
        }
    }
}

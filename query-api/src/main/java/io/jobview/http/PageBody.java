package io.jobview.http;

import io.jobview.query.JobPage;
import java.nio.charset.StandardCharsets;

/** The body of a page, put together once: {@code {"jobs":[...],"cursor":"..."}}. */
final class PageBody {

    private static final byte[] BEFORE_ROWS = ascii("{\"jobs\":[");
    private static final byte[] AFTER_ROWS = ascii("],\"cursor\":\"");
    private static final byte[] END = ascii("\"}");

    private PageBody() {}

    /** @param cursor base64url text, empty on the last page */
    static byte[] bytes(JobPage page, String cursor) {
        byte[] rows = page.rows();
        byte[] place = ascii(cursor);
        byte[] body = new byte[BEFORE_ROWS.length + rows.length + AFTER_ROWS.length + place.length + END.length];
        int at = put(BEFORE_ROWS, body, 0);
        at = put(rows, body, at);
        at = put(AFTER_ROWS, body, at);
        at = put(place, body, at);
        put(END, body, at);
        return body;
    }

    private static int put(byte[] part, byte[] body, int at) {
        System.arraycopy(part, 0, body, at, part.length);
        return at + part.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

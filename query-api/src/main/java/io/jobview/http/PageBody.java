package io.jobview.http;

import io.jobview.query.JobPage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The body of a page, put together where its rows are: {@code {"jobs":[...],"cursor":"..."}}. */
final class PageBody {

    private static final byte[] BEFORE_ROWS = ascii("{\"jobs\":[");

    private PageBody() {}

    /** @param cursor base64url text, empty on the last page */
    static ByteBuffer bytes(JobPage page, String cursor) {
        return page.body().between(BEFORE_ROWS, ascii("],\"cursor\":\"" + cursor + "\"}"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

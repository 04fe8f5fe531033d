package io.jobview.bench;

import io.jobview.bench.load.HttpConnection;
import java.io.IOException;

/**
 * A page as a reader sees it.
 *
 * @param cursor empty on the last page
 */
record Page(String body, int rows, String cursor) {

    private static final String ROW = "{\"id\":\"";
    private static final String CURSOR = "\"cursor\":\"";

    /** The target of a page; the first one where the cursor is empty. */
    static String target(String workflowId, int limit, String cursor) {
        return "/workflows/" + workflowId + "/jobs?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
    }

    static Page read(HttpConnection connection, String target) throws IOException {
        String body = connection.body(target);
        int rows = 0;
        for (int at = body.indexOf(ROW); at >= 0; at = body.indexOf(ROW, at + 1)) {
            rows++;
        }
        int cursor = body.lastIndexOf(CURSOR) + CURSOR.length();
        return new Page(body, rows, body.substring(cursor, body.indexOf('"', cursor)));
    }
}

package io.jobview.http;

import io.jobview.cluster.RequestTarget;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * {@code Link: <?...>; rel="next"} (RFC 8288): the next page with the filters and the limit of this one. The reference has no
 * path, so it also holds behind a proxy that serves us under another one.
 */
final class NextLink {

    private NextLink() {}

    /** @param cursor base64url text; empty on the last page, which has no next */
    static void set(HttpServletResponse response, @Nullable String rawQuery, String cursor) {
        if (!cursor.isEmpty()) {
            response.setHeader("Link", field(rawQuery, cursor));
        }
    }

    /** The value of the header. */
    static String field(@Nullable String rawQuery, String cursor) {
        return "<" + of(rawQuery, cursor) + ">; rel=\"next\"";
    }

    static String of(@Nullable String rawQuery, String cursor) {
        StringBuilder query = new StringBuilder();
        QueryReader pairs = new QueryReader(rawQuery);
        while (pairs.next()) {
            if (!"cursor".equals(pairs.name())) {
                query.append(pairs.rawName())
                        .append('=')
                        .append(pairs.rawValue())
                        .append('&');
            }
        }
        return RequestTarget.of("", query.append("cursor=").append(cursor).toString());
    }
}

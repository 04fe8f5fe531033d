package io.jobview.http;

import io.jobview.query.PageRequest;
import org.jspecify.annotations.Nullable;

/** The parameter {@code limit}. */
final class Limit {

    static final int WRONG = -1;
    static final String ALLOWED = "a whole number from 1 to " + PageRequest.MAX_LIMIT + ", given once";

    private Limit() {}

    /** The number, at most {@value PageRequest#MAX_LIMIT}; {@code absent} for none, empty or 0; {@link #WRONG} if it is no number. */
    static int read(@Nullable String text, int absent) {
        if (text == null) {
            return absent;
        }
        int limit = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return WRONG;
            }
            limit = Math.min(PageRequest.MAX_LIMIT, limit * 10 + digit);
        }
        return limit == 0 ? absent : limit;
    }
}

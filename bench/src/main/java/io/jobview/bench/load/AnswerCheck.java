package io.jobview.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Keeps a benchmark honest: an answer that is not the page that was asked for ends the run. */
final class AnswerCheck {

    /** What a row with the shortest ids and no times has at least. */
    private static final int LEAST_ROW_BYTES = 180;

    private AnswerCheck() {}

    /** Costs next to nothing: the status and the size. */
    static void cheap(Request request, AnswerReader answer) throws IOException {
        if (answer.status() != request.status() || answer.bodyLength() < request.rows() * LEAST_ROW_BYTES) {
            throw wrong(request, answer);
        }
    }

    /** Counts the rows too. */
    static void whole(Request request, AnswerReader answer) throws IOException {
        cheap(request, answer);
        if (answer.rows() != request.rows()) {
            throw wrong(request, answer);
        }
    }

    private static IOException wrong(Request request, AnswerReader answer) {
        return new IOException("asked "
                + new String(request.bytes(), StandardCharsets.US_ASCII)
                        .lines()
                        .findFirst()
                        .orElse("") + " for " + request.rows() + " rows, got status " + answer.status() + " with "
                + answer.rows() + " rows in " + answer.bodyLength() + " bytes");
    }
}

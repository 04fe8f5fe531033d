package io.jobview.bench;

import io.jobview.bench.history.LifecycleHistory;
import io.jobview.bench.load.HttpConnection;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Sees to it that a peer answers with the very rows that the service does. */
final class SamePages {

    private static final Pattern ROW = Pattern.compile("\\{\"id\":[^{}]*}");
    private static final int WORKFLOWS = 50;
    private static final int LIMIT = 10;

    private SamePages() {}

    /** Compares first and second pages of some workflows, large and small. */
    static void check(int ours, int theirs, int workflows) throws IOException {
        try (HttpConnection left = HttpConnection.open(ours);
                HttpConnection right = HttpConnection.open(theirs)) {
            int step = Math.max(1, workflows / WORKFLOWS);
            for (int rank = 0; rank < workflows; rank += step) {
                String workflow = LifecycleHistory.workflowId(rank);
                Page first = same(left, right, workflow, "", "");
                if (!first.cursor().isEmpty()) {
                    Page other = Page.read(right, Page.target(workflow, LIMIT, ""));
                    same(left, right, workflow, first.cursor(), other.cursor());
                }
            }
        }
    }

    private static Page same(
            HttpConnection left, HttpConnection right, String workflow, String leftCursor, String rightCursor)
            throws IOException {
        Page ours = Page.read(left, Page.target(workflow, LIMIT, leftCursor));
        Page theirs = Page.read(right, Page.target(workflow, LIMIT, rightCursor));
        if (!rows(ours).equals(rows(theirs))
                || ours.cursor().isEmpty() != theirs.cursor().isEmpty()) {
            throw new IllegalStateException(
                    "of " + workflow + " we serve\n" + ours.body() + "\nand the peer\n" + theirs.body());
        }
        return ours;
    }

    private static List<String> rows(Page page) {
        return ROW.matcher(page.body()).results().map(MatchResult::group).toList();
    }
}

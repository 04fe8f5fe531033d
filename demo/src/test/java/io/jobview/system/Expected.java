package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.JobEvent;
import io.jobview.fold.OracleDigest;
import io.jobview.fold.OracleFold;
import io.jobview.query.Digest;
import io.jobview.query.Totals;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a view of these events must serve, by the slow second fold. Immutable. */
final class Expected {

    private final Map<String, List<String>> rows = new TreeMap<>();
    private final Totals totals;

    Expected(List<JobEvent> events) {
        Map<String, List<JobEvent>> workflows = events.stream().collect(Collectors.groupingBy(JobEvent::workflowId));
        workflows.forEach((id, its) -> rows.put(id, OracleFold.rows(id, its)));
        Totals sum = Totals.NONE;
        for (List<String> workflow : rows.values()) {
            Digest digest = Digest.ZERO;
            for (String row : workflow) {
                digest = digest.plus(OracleDigest.of(row));
            }
            sum = sum.plus(new Totals(workflow.isEmpty() ? 0 : 1, workflow.size(), digest));
        }
        totals = sum;
    }

    Map<String, List<String>> rows() {
        return rows;
    }

    Totals totals() {
        return totals;
    }

    /** Pages every workflow out and compares row by row; those whose jobs are all deleted must be empty. */
    void assertServedBy(Reader reader, int limit) throws IOException, InterruptedException {
        for (Map.Entry<String, List<String>> workflow : rows.entrySet()) {
            assertThat(reader.rows(workflow.getKey(), limit))
                    .as("workflow %s", workflow.getKey())
                    .containsExactlyElementsOf(workflow.getValue());
        }
    }
}

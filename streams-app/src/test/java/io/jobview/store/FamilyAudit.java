package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.JobEvent;
import io.jobview.event.Trigger;
import io.jobview.fold.JobRow;
import io.jobview.fold.JobState;
import io.jobview.fold.JobStatus;
import io.jobview.fold.OracleDigest;
import io.jobview.fold.OracleFold;
import io.jobview.fold.PackedRow;
import io.jobview.query.Digest;
import io.jobview.store.key.DerivedKeys;
import io.jobview.store.key.FacetKey;
import io.jobview.store.key.RowKey;
import io.jobview.store.key.StateKey;
import io.jobview.store.key.WorkflowKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Walks all families of a store and checks them against each other: every row, facet and summary is the one that the states
 * call for, and there is nothing else.
 */
final class FamilyAudit {

    private final FamilyDump.Contents contents;
    private final String where;
    private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
    private final TreeMap<byte[], byte[]> facets = new TreeMap<>(Arrays::compareUnsigned);
    private final TreeMap<String, Recount> workflows = new TreeMap<>();

    private FamilyAudit(FamilyDump.Contents contents, String where) {
        this.contents = contents;
        this.where = where;
    }

    /** A summary, counted from nothing. */
    private static final class Recount {
        private final Map<String, Long> counts = new TreeMap<>();
        private Digest digest = Digest.ZERO;
        private Instant updatedAt = Instant.MIN;
    }

    /** @param where what failed, such as the seed */
    static void check(TestStore store, String where) {
        check(store.ask(new FamilyDump()), where);
    }

    static void check(FamilyDump.Contents contents, String where) {
        FamilyAudit audit = new FamilyAudit(contents, where);
        contents.entries(Family.STATES).forEach(audit::derive);
        same(audit.rows, contents.entries(Family.ROWS), where + ": rows");
        same(audit.facets, contents.entries(Family.FACETS), where + ": facets");
        audit.checkWorkflows();
    }

    /** Also against the oracle: the rows are those of the events, in their order. */
    static void check(TestStore store, List<JobEvent> events, String where) {
        FamilyDump.Contents contents = store.ask(new FamilyDump());
        check(contents, where);
        List<String> expected = events.stream()
                .map(JobEvent::workflowId)
                .distinct()
                .sorted((one, other) -> Arrays.compareUnsigned(utf8(one), utf8(other)))
                .flatMap(workflow -> OracleFold.rows(workflow, events).stream())
                .toList();
        List<String> actual = contents.entries(Family.ROWS).entrySet().stream()
                .map(row -> served(row.getKey(), row.getValue()))
                .toList();
        assertThat(actual).as("%s: rows of the oracle", where).isEqualTo(expected);
    }

    private static String served(byte[] anyKey, byte[] packed) {
        String workflowId = new String(anyKey, 0, DerivedKeys.workflowEnd(anyKey), StandardCharsets.UTF_8);
        return new String(JobRow.write(workflowId, packed), StandardCharsets.UTF_8);
    }

    private void derive(byte[] key, byte[] value) {
        StateKey job = StateKey.parse(key);
        JobState state = StateValue.parse(value).state();
        Recount recount = workflows.computeIfAbsent(job.workflowId(), id -> new Recount());
        if (recount.updatedAt.isBefore(state.updatedAt())) {
            recount.updatedAt = state.updatedAt();
        }
        if (!state.deleted()) {
            byte[] packed = PackedRow.of(job.workflowId(), job.jobId(), state).toBytes();
            rows.put(RowKey.of(job.workflowId(), state.createdAt(), job.jobId()), packed);
            facets.put(
                    FacetKey.of(job.workflowId(), state.status(), state.trigger(), state.createdAt(), job.jobId()),
                    packed);
            recount.counts.merge(state.status() + "/" + state.trigger(), 1L, Long::sum);
            recount.digest = recount.digest.plus(OracleDigest.of(served(key, packed)));
        }
    }

    private void checkWorkflows() {
        SortedMap<byte[], byte[]> stored = contents.entries(Family.WORKFLOWS);
        assertThat(stored.keySet().stream().map(WorkflowKey::parse).collect(Collectors.toSet()))
                .as("%s: workflows", where)
                .containsAll(workflows.keySet());
        stored.forEach((key, value) -> {
            String workflow = WorkflowKey.parse(key);
            WorkflowSummary summary = WorkflowSummary.parse(value);
            // A workflow whose jobs were all forgotten stays, empty.
            Recount recount = workflows.getOrDefault(workflow, new Recount());
            assertThat(counts(summary)).as("%s: counts of %s", where, workflow).isEqualTo(recount.counts);
            assertThat(summary.digest()).as("%s: digest of %s", where, workflow).isEqualTo(recount.digest);
            assertThat(summary.updatedAt())
                    .as("%s: updated_at of %s", where, workflow)
                    .isAfterOrEqualTo(recount.updatedAt);
        });
    }

    private static Map<String, Long> counts(WorkflowSummary summary) {
        Map<String, Long> counts = new TreeMap<>();
        for (JobStatus status : JobStatus.values()) {
            for (Trigger trigger : Trigger.values()) {
                if (summary.count(status, trigger) != 0) {
                    counts.put(status + "/" + trigger, summary.count(status, trigger));
                }
            }
        }
        return counts;
    }

    /** Compares in hexadecimal, which names the key that is missing or left behind. */
    static void same(SortedMap<byte[], byte[]> expected, SortedMap<byte[], byte[]> actual, String what) {
        assertThat(hex(actual)).as(what).isEqualTo(hex(expected));
    }

    private static Map<String, String> hex(SortedMap<byte[], byte[]> entries) {
        Map<String, String> hex = new LinkedHashMap<>();
        entries.forEach((key, value) ->
                hex.put(HexFormat.of().formatHex(key), HexFormat.of().formatHex(value)));
        return hex;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

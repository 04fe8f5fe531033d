package io.jobview.store;

import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPart;
import io.jobview.query.WorkflowsRequest;
import io.jobview.store.key.WorkflowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Asks a store for its workflows that have jobs, from a place on; one small record is read for each. */
public record WorkflowsQuery(WorkflowsRequest request) implements StoreQuery<WorkflowsPart> {

    /** Workflows whose jobs are all deleted, or that the reader may not see, are passed over, but not without end. */
    static final int MOST_READ = 20_000;

    @Override
    public WorkflowsPart read(JobDb db, AppliedPosition applied) {
        try (ReadOptions options = new ReadOptions();
                RocksIterator workflows = db.iterate(Family.WORKFLOWS, options)) {
            String after = request.after();
            if (after == null) {
                workflows.seekToFirst();
            } else {
                byte[] key = WorkflowKey.of(after);
                workflows.seek(Arrays.copyOf(key, key.length + 1)); // the least greater key
            }
            WorkflowsPart part = walk(workflows);
            workflows.status();
            return part;
        } catch (RocksDBException e) {
            throw db.failed("read", e);
        }
    }

    private WorkflowsPart walk(RocksIterator workflows) {
        List<WorkflowCounts> found = new ArrayList<>();
        String last = null;
        for (int read = 0; workflows.isValid(); read++) {
            if (read == MOST_READ) {
                return new WorkflowsPart(found, last);
            }
            String id = WorkflowKey.parse(workflows.key());
            WorkflowSummary summary = WorkflowSummary.parse(workflows.value());
            if (summary.total() > 0 && request.visible().test(id)) {
                if (found.size() == request.limit()) {
                    // One more than was asked for: only now is it known that a page follows.
                    return new WorkflowsPart(found, found.get(found.size() - 1).workflowId());
                }
                found.add(summary.counts(id));
            }
            last = id;
            workflows.next();
        }
        return new WorkflowsPart(found, null);
    }
}

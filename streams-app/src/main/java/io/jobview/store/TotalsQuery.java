package io.jobview.store;

import io.jobview.query.Totals;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Asks a store for the sum over its workflows; reads one small record for each of them. */
public record TotalsQuery() implements StoreQuery<Totals> {

    @Override
    public Totals read(JobDb db, AppliedPosition applied) {
        Totals totals = Totals.NONE;
        try (ReadOptions options = new ReadOptions();
                RocksIterator workflows = db.iterate(Family.WORKFLOWS, options)) {
            for (workflows.seekToFirst(); workflows.isValid(); workflows.next()) {
                WorkflowSummary summary = WorkflowSummary.parse(workflows.value());
                totals = totals.plus(new Totals(summary.total() > 0 ? 1 : 0, summary.total(), summary.digest()));
            }
            workflows.status();
            return totals;
        } catch (RocksDBException e) {
            throw db.failed("read", e);
        }
    }
}

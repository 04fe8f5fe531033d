package io.jobview.http;

import io.jobview.query.StoreFigures;
import io.jobview.query.Totals;
import io.jobview.view.PartitionStatus;
import io.jobview.view.PartitionStatus.Input;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure that is exposed for each home partition.
 *
 * @param grows whether it is a counter
 * @param value of a partition; NaN where it has none
 */
record PartitionFigure(
        String name, String unit, boolean grows, String description, ToDoubleFunction<PartitionStatus> value) {

    private static final String STORE = "jobview.store.";

    static final List<PartitionFigure> ALL = List.of(
            of(
                    "jobview.partition.lag",
                    "seconds",
                    "Upper bound of how far the partition's view is behind",
                    status -> status.lag() == null ? Double.NaN : status.lag().toNanos() / 1e9),
            of(
                    "jobview.partition.behind",
                    "records",
                    "Records of its inputs still to consume",
                    PartitionFigure::behind),
            of(
                    "jobview.partition.restore.remaining",
                    "records",
                    "Changelog records still to load",
                    status -> status.restore() == null ? 0 : status.restore().remaining()),
            of(
                    "jobview.partition.active",
                    "",
                    "1 where this instance serves the partition",
                    status -> status.role() == PartitionStatus.Role.ACTIVE ? 1 : 0),
            ofTotals("jobview.partition.jobs", "Jobs that the partition holds", Totals::jobs),
            ofTotals("jobview.partition.workflows", "Workflows that have jobs", Totals::workflows),
            ofStore("memtable", "bytes", "What is not yet in files", StoreFigures::memtableBytes),
            ofStore("files", "bytes", "Live table files", StoreFigures::fileBytes),
            ofStore("compaction.pending", "bytes", "What compaction is behind", StoreFigures::pendingCompactionBytes),
            ofStore("compactions.running", "", "Compactions at this moment", StoreFigures::runningCompactions),
            ofStore(
                    "write.stopped",
                    "",
                    "1 while writes wait for flush or compaction",
                    store -> store.writeStopped() ? 1 : 0),
            counter("write.stalled", "seconds", "Time that writes were held back", store -> store.stalledNanos() / 1e9),
            counter("block.cache.hits", "", "Blocks found in the cache", StoreFigures::blockCacheHits),
            counter("block.cache.misses", "", "Blocks read from files", StoreFigures::blockCacheMisses));

    private static PartitionFigure of(
            String name, String unit, String description, ToDoubleFunction<PartitionStatus> value) {
        return new PartitionFigure(name, unit, false, description, value);
    }

    private static PartitionFigure ofTotals(String name, String description, ToDoubleFunction<Totals> value) {
        return of(
                name,
                "",
                description,
                status -> status.totals() == null ? Double.NaN : value.applyAsDouble(status.totals()));
    }

    private static PartitionFigure ofStore(
            String name, String unit, String description, ToDoubleFunction<StoreFigures> value) {
        return of(
                STORE + name,
                unit,
                description,
                status -> status.store() == null ? Double.NaN : value.applyAsDouble(status.store()));
    }

    private static PartitionFigure counter(
            String name, String unit, String description, ToDoubleFunction<StoreFigures> value) {
        PartitionFigure figure = ofStore(name, unit, description, value);
        return new PartitionFigure(figure.name(), unit, true, description, figure.value());
    }

    private static double behind(PartitionStatus status) {
        return status.inputs().isEmpty()
                ? Double.NaN
                : status.inputs().stream().mapToLong(Input::end).sum()
                        - status.inputs().stream().mapToLong(Input::consumed).sum();
    }
}

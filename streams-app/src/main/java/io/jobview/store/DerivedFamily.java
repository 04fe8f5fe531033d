package io.jobview.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Sorts rows by one of their keys and writes them to files for one family, on a thread of its own, so that rows and facets are written
 * side by side and beside the reading of states. Called by the store's one writer, who leaves the lists alone that it hands over.
 */
final class DerivedFamily implements AutoCloseable {

    private final Function<DerivedRow, byte[]> key;
    private final Comparator<DerivedRow> order;
    private final SortedFiles files;
    private final SpilledRuns spilled;
    private final SideThread side;

    /** @param order of the rows of one workflow, as their keys have it but for ties */
    DerivedFamily(JobDb db, Family family, Function<DerivedRow, byte[]> key, ToLongFunction<DerivedRow> order) {
        this.key = key;
        this.order = (one, other) -> {
            int byOrder = Long.compare(order.applyAsLong(one), order.applyAsLong(other));
            return byOrder == 0 ? Arrays.compareUnsigned(key.apply(one), key.apply(other)) : byOrder;
        };
        String name = family.name().toLowerCase(Locale.ROOT);
        files = new SortedFiles(db, family);
        spilled = new SpilledRuns(db.scratch(), name);
        side = new SideThread("jobview-" + name);
    }

    /** Whole workflows in the order of their keys, behind those that came before; the rows of each in any order. */
    void add(List<List<DerivedRow>> workflows) {
        side.run(() -> {
            for (List<DerivedRow> rows : workflows) {
                for (DerivedRow row : sorted(rows)) {
                    files.add(key.apply(row), row.row());
                }
            }
        });
    }

    /** Some of the rows of a workflow, whose others follow until {@link #endParts}. */
    void addPart(List<DerivedRow> rows) {
        side.run(() -> {
            try (SpilledRuns.Run run = spilled.begin()) {
                for (DerivedRow row : sorted(rows)) {
                    run.add(key.apply(row), row.row());
                }
            }
        });
    }

    void endParts() {
        side.run(() -> spilled.merge(files::add));
    }

    private DerivedRow[] sorted(List<DerivedRow> rows) {
        DerivedRow[] sorted = rows.toArray(DerivedRow[]::new); // the list is read by the other family's thread too
        Arrays.sort(sorted, order);
        return sorted;
    }

    /** Hands everything over to the database. */
    void ingest() {
        side.await();
        files.ingest();
    }

    @Override
    public void close() {
        side.close();
        spilled.close();
        files.close();
    }
}

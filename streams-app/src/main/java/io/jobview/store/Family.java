package io.jobview.store;

import java.nio.charset.StandardCharsets;
import org.rocksdb.RocksDB;

/** The column families of a store; the names are on disk. */
enum Family {
    /** Changelog offsets, position, layout version. RocksDB insists on a family of this name. */
    META(RocksDB.DEFAULT_COLUMN_FAMILY),
    /** {@link io.jobview.store.key.StateKey} to {@link StateValue}: the truth, as in the changelog. */
    STATES(name("states")),
    /** {@link io.jobview.store.key.RowKey} to {@link io.jobview.fold.PackedRow}. */
    ROWS(name("rows")),
    /** {@link io.jobview.store.key.FacetKey} to the same: a covering index. */
    FACETS(name("facets")),
    /** {@link io.jobview.store.key.WorkflowKey} to {@link WorkflowSummary}. */
    WORKFLOWS(name("workflows"));

    @SuppressWarnings("ImmutableEnumChecker") // RocksDB wants bytes; nobody writes to them
    private final byte[] label;

    Family(byte[] label) {
        this.label = label;
    }

    byte[] label() {
        return label;
    }

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

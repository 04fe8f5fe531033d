package io.jobview.store;

import java.util.Locale;

/**
 * Writes the rows of slabs to files for one family, on a thread of its own, so that rows and facets are written side by side and beside the
 * reading of states. Of a workflow that is in more slabs than one each part becomes a run, and those are merged. Called by the store's one writer.
 */
final class DerivedFamily implements AutoCloseable {

    private final Entries entries;
    private final SortedFiles files;
    private final SpilledRuns spilled;
    private final SideThread side;

    /** Says which entries of a slab's part belong to the family. */
    @FunctionalInterface
    interface Entries {
        void of(RowSlab slab, RowSlab.Part part, RowSlab.Entries to);
    }

    DerivedFamily(JobDb db, Family family, Entries entries) {
        this.entries = entries;
        String name = family.name().toLowerCase(Locale.ROOT);
        files = new SortedFiles(db, family);
        spilled = new SpilledRuns(db.scratch(), name);
        side = new SideThread("jobview-" + name);
    }

    /**
     * Workflows in the order of their keys, behind those that came before. Returns once the slab before is written; the caller leaves this
     * one alone until the next call returns.
     */
    void add(RowSlab slab) {
        side.run(() -> slab.parts().forEach(part -> write(slab, part)));
    }

    private void write(RowSlab slab, RowSlab.Part part) {
        if (part.first() && part.last()) {
            entries.of(slab, part, files::add);
            return;
        }
        try (SpilledRuns.Run run = spilled.begin()) {
            entries.of(slab, part, run::add);
        }
        if (part.last()) {
            spilled.merge(files::add);
        }
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

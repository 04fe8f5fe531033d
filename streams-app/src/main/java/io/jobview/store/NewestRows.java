package io.jobview.store;

import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.store.key.RowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest rows of one workflow without a gap, as they are at one moment. Immutable but for a note whether anybody wanted
 * them.
 *
 * <p>Unless they are all of the workflow, at least one more row follows the last. So it is known of a page that ends with the last
 * one that another page follows.
 */
final class NewestRows {

    /** More are not kept of one workflow: few readers turn so many pages. */
    static final int MOST = 256;

    private static final int OVERHEAD = 512; // bytes of heap beside the rows, the longest id among them
    private static final int ROW_OVERHEAD = 80; // two array headers, a record, a reference

    /** Rows that are written so often and that nobody wants meanwhile are not worth it. */
    private static final int MOST_UNWANTED = 64;

    /** @param key its place among the rows of the store */
    @SuppressWarnings("ArrayRecordComponent") // compared by their keys
    record Row(byte[] key, byte[] json) {}

    private final Row[] rows;
    private final boolean whole;
    private final Digest digest;
    private final int unwantedWrites;
    private boolean wanted; // without a lock: a lost note costs a read

    private NewestRows(Row[] rows, boolean whole, Digest digest, int unwantedWrites) {
        this.rows = rows;
        this.whole = whole;
        this.digest = digest;
        this.unwantedWrites = unwantedWrites;
    }

    /**
     * At most {@link #MOST} of these.
     *
     * @param rows in their order, from the newest on
     * @param whole whether no row follows
     * @param digest of all rows of the workflow at that moment
     */
    static NewestRows of(List<Row> rows, boolean whole, Digest digest) {
        return of(rows, whole, digest, 0);
    }

    private static NewestRows of(List<Row> rows, boolean whole, Digest digest, int unwantedWrites) {
        boolean cut = rows.size() > MOST;
        List<Row> kept = cut ? rows.subList(0, MOST) : rows;
        return new NewestRows(kept.toArray(new Row[0]), whole && !cut, digest, unwantedWrites);
    }

    /** Of the whole workflow, not of these rows. */
    Digest digest() {
        return digest;
    }

    boolean isWorthIt() {
        return unwantedWrites <= MOST_UNWANTED;
    }

    int size() {
        return rows.length;
    }

    int heapBytes() {
        int bytes = OVERHEAD;
        for (Row row : rows) {
            bytes += row.key().length + row.json().length + ROW_OVERHEAD;
        }
        return bytes;
    }

    /** A page without a filter; null when rows belong to it that are not here. */
    @Nullable
    JobPage page(PageRequest request) {
        int from = indexAfter(request);
        int to = Math.min(from + request.limit(), rows.length);
        if (!whole && to - from < request.limit()) {
            return null;
        }
        if (!wanted) {
            wanted = true;
        }
        int bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += rows[i].json().length + 1;
        }
        RowBuffer page = RowBuffer.ofBytes(bytes);
        for (int i = from; i < to; i++) {
            page.append(rows[i].json());
        }
        boolean follows = to < rows.length || !whole;
        return new JobPage(page.toPage(), to - from, digest, follows ? RowKey.place(rows[to - 1].key()) : null);
    }

    /** The rows before the place where this page starts; null when there may be others between them and the place. */
    @Nullable
    List<Row> before(PageRequest request) {
        int index = indexAfter(request);
        boolean adjoins = index < rows.length || whole || isLast(startOf(request));
        return adjoins ? Arrays.asList(rows).subList(0, index) : null;
    }

    /** The least key that follows the last row and no other. */
    private boolean isLast(byte[] start) {
        byte[] last = rows[rows.length - 1].key();
        return start.length == last.length + 1 && Arrays.equals(start, 0, last.length, last, 0, last.length);
    }

    /** These rows after a write, with the digest that the workflow has then; null when none of them is left. */
    @Nullable
    NewestRows after(List<RowChange> changes, Digest now) {
        List<Row> next = new ArrayList<>(Arrays.asList(rows));
        for (RowChange change : changes) {
            if (change.removed() != null && !remove(next, change.removed())) {
                return null;
            }
            if (change.row() != null) {
                put(next, change.row());
            }
        }
        return next.isEmpty() && !whole ? null : of(next, whole, now, wanted ? 0 : unwantedWrites + 1);
    }

    /** False if it ought to have been here. */
    private boolean remove(List<Row> from, byte[] key) {
        int index = search(from, key);
        if (index >= 0) {
            from.remove(index);
            return true;
        }
        boolean behind = !whole && -index - 1 == from.size();
        if (behind && !from.isEmpty()) {
            from.remove(from.size() - 1); // it may have been the only one that followed: now this one does
        }
        return behind;
    }

    private void put(List<Row> into, Row row) {
        int index = search(into, row.key());
        if (index >= 0) {
            into.set(index, row);
        } else if (-index - 1 < into.size() || whole) {
            into.add(-index - 1, row);
        }
    }

    private int indexAfter(PageRequest request) {
        if (request.after() == null) {
            return 0;
        }
        int index = search(Arrays.asList(rows), startOf(request));
        return index < 0 ? -index - 1 : index;
    }

    private static byte[] startOf(PageRequest request) {
        return RowKey.range(request.workflowId()).startAfter(request.after());
    }

    /** As {@link Arrays#binarySearch}. */
    private static int search(List<Row> rows, byte[] key) {
        int low = 0;
        int high = rows.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(rows.get(middle).key(), key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}

package io.jobview.store;

import io.jobview.query.Digest;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.store.key.RowKey;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest rows of one workflow without a gap. Unless they are all of the workflow, at least one more row follows the last: so it is
 * known of a page that ends with the last one that another page follows.
 *
 * <p>They change in their place. One thread writes, between {@link #hold} and {@link #release}. Any thread reads, and takes no lock: what
 * it has copied counts only if no write began meanwhile, and until then it may be a mixture, which is why nothing is made of it before.
 */
final class NewestRows {

    /** More are not kept of one workflow: few readers turn so many pages. */
    static final int MOST = 256;

    private static final int OVERHEAD = 512; // bytes of heap beside the rows, the longest id among them

    /** Rows of jobs that have ended are the longest, and mostly some are among them. */
    private static final int GROWTH_BYTES = 32;

    private static final int FIRST_ROW_BYTES = 512;
    private static final int SPARE_SHARE = 8;
    private static final int LEAST_GROWTH = 8;

    /** Rows that are written so often and that nobody wants meanwhile are not worth it. */
    private static final int MOST_UNWANTED = 64;

    private final StampedLock writes = new StampedLock(); // only written by the writer, only looked at by readers
    private final RowCells rows;
    private final int mostRows;
    private boolean whole;
    private long digestHigh;
    private long digestLow;
    private int unwantedWrites;
    private boolean wanted; // without a lock: a lost note costs a read

    private NewestRows(RowCells rows, int mostRows) {
        this.rows = rows;
        this.mostRows = mostRows;
    }

    /**
     * At most {@link #MOST} of these.
     *
     * @param rows in their order, from the newest on
     * @param whole whether no row follows
     * @param digest of all rows of the workflow at that moment
     */
    static NewestRows of(List<KeptRow> rows, boolean whole, Digest digest) {
        int size = Math.min(rows.size(), MOST);
        int longest = rows.stream().limit(size).mapToInt(KeptRow::length).max().orElse(FIRST_ROW_BYTES);
        int mostRows = Math.min(MOST, 2 * size + LEAST_GROWTH);
        RowCells cells = new RowCells(withSpare(size, mostRows), longest + GROWTH_BYTES);
        for (int i = 0; i < size; i++) {
            cells.insert(i, rows.get(i));
        }
        NewestRows kept = new NewestRows(cells, mostRows);
        kept.whole = whole && size == rows.size();
        kept.set(digest);
        return kept;
    }

    private static int withSpare(int size, int most) {
        return Math.min(most, size + 1 + size / SPARE_SHARE);
    }

    int heapBytes() {
        return OVERHEAD + rows.heapBytes();
    }

    /** Of the whole workflow, not of these rows; null while a write runs. */
    @Nullable
    Digest digest() {
        long moment = writes.tryOptimisticRead();
        long high = digestHigh;
        long low = digestLow;
        return isStill(moment) ? new Digest(high, low) : null;
    }

    /** A page without a filter; null when rows belong to it that are not here, or a write runs. */
    @Nullable
    JobPage page(PageRequest request) {
        long moment = writes.tryOptimisticRead();
        if (moment == 0) {
            return null;
        }
        int from = indexAfter(request);
        int end = rows.size();
        boolean isAll = whole;
        int to = Math.min(from + request.limit(), end);
        if (to < from || !isAll && to - from < request.limit()) {
            return null;
        }
        int bytes = 0;
        for (int i = from; i < to; i++) {
            bytes += rows.jsonLength(i) + 1;
        }
        RowBuffer page = RowBuffer.ofBytes(bytes);
        for (int i = from; i < to; i++) {
            rows.append(i, page);
        }
        byte[] last = to > from && (to < end || !isAll) ? rows.key(to - 1) : null;
        Digest digest = new Digest(digestHigh, digestLow);
        if (!isStill(moment)) {
            return null;
        }
        if (!wanted) {
            wanted = true;
        }
        return new JobPage(page.toPage(), to - from, digest, last == null ? null : RowKey.place(last));
    }

    /** Whether this page is here, perhaps not at this moment. */
    boolean covers(PageRequest request) {
        return whole || indexAfter(request) + request.limit() <= rows.size();
    }

    /** The rows before the place where this page starts; null when there may be others between them and the place, or a write runs. */
    @Nullable
    List<KeptRow> before(PageRequest request) {
        long moment = writes.tryOptimisticRead();
        int index = indexAfter(request);
        boolean adjoins = index < rows.size() || whole || isLast(startOf(request));
        List<KeptRow> before = adjoins ? rows.first(index) : List.of();
        return adjoins && isStill(moment) ? before : null;
    }

    private boolean isStill(long moment) {
        return writes.validate(moment); // false of 0, the moment while a write runs
    }

    /** A write has begun: until it ends nobody is given these rows. For the writer. */
    void hold() {
        writes.writeLock();
    }

    /** The write is over, and what it did is done to these rows. For the writer. */
    void release() {
        writes.tryUnlockWrite();
    }

    /**
     * Does what a write did, while they are held. For the writer.
     *
     * @param now the digest that the workflow has then
     * @return these, or others with more room that nobody holds, to be kept in their place; null if they are no longer known or not worth it
     */
    @Nullable
    NewestRows after(List<RowChange> changes, Digest now) {
        NewestRows next = withRoomFor(changes);
        for (RowChange change : changes) {
            if (change.removed() != null && !next.remove(change.removed())) {
                return null;
            }
            if (change.row() != null) {
                next.put(change.row());
            }
        }
        next.set(now);
        next.unwantedWrites = wanted ? 0 : unwantedWrites + 1;
        next.wanted = false;
        boolean worthIt = next.unwantedWrites <= MOST_UNWANTED;
        return worthIt && (next.rows.size() > 0 || next.whole) ? next : null;
    }

    private NewestRows withRoomFor(List<RowChange> changes) {
        int longest = 0;
        for (RowChange change : changes) {
            longest = Math.max(longest, change.row() == null ? 0 : change.row().length());
        }
        int most = Math.min(rows.size() + changes.size(), mostRows); // as if each were a new row
        if (longest <= rows.cellBytes() && most <= rows.capacity()) {
            return this;
        }
        int cellBytes = longest <= rows.cellBytes() ? rows.cellBytes() : longest + GROWTH_BYTES;
        NewestRows roomy = new NewestRows(rows.copy(withSpare(most, mostRows), cellBytes), mostRows);
        roomy.whole = whole;
        return roomy;
    }

    /** False if it ought to have been here. */
    private boolean remove(byte[] key) {
        int index = rows.search(key);
        if (index >= 0) {
            rows.remove(index);
            return true;
        }
        boolean behind = !whole && -index - 1 == rows.size();
        if (behind && rows.size() > 0) {
            removeLast(); // it may have been the only one that followed: now this one does
        }
        return behind;
    }

    private void put(KeptRow row) {
        int index = rows.search(row.key());
        if (index >= 0) {
            rows.set(index, row);
        } else if (-index - 1 < rows.size() || whole) {
            insert(-index - 1, row);
        }
    }

    private void insert(int index, KeptRow row) {
        if (rows.size() == rows.capacity()) {
            whole = false;
            if (index == rows.size()) {
                return;
            }
            removeLast();
        }
        rows.insert(index, row);
    }

    private void removeLast() {
        rows.remove(rows.size() - 1);
    }

    private void set(Digest digest) {
        digestHigh = digest.high();
        digestLow = digest.low();
    }

    /** The least key that follows the last row and no other. */
    private boolean isLast(byte[] start) {
        byte[] last = rows.key(Math.max(0, rows.size() - 1));
        return start.length == last.length + 1 && Arrays.equals(start, 0, last.length, last, 0, last.length);
    }

    private int indexAfter(PageRequest request) {
        if (request.after() == null) {
            return 0;
        }
        int index = rows.search(startOf(request));
        return index < 0 ? -index - 1 : index;
    }

    private static byte[] startOf(PageRequest request) {
        return RowKey.range(request.workflowId()).startAfter(request.after());
    }
}

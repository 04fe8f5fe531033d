package io.jobview.store;

import io.jobview.fold.JobRow;
import java.nio.charset.StandardCharsets;
import org.rocksdb.RocksIterator;

/** The JSON of one row after another of a workflow, from the iterator that stands on it: one native call for each. For one thread. */
final class StoredRow {

    private static final int USUAL_BYTES = 256;

    private final byte[] workflow;
    private final JobRow row = new JobRow();
    private byte[] packed = new byte[USUAL_BYTES];

    StoredRow(String workflowId) {
        workflow = workflowId.getBytes(StandardCharsets.UTF_8);
    }

    void read(RocksIterator at) {
        int length = at.value(packed, 0, packed.length);
        if (length > packed.length) {
            packed = new byte[length];
            at.value(packed, 0, length);
        }
        row.set(workflow, packed, length);
    }

    /** The row, from the first byte on, until the next is read. */
    byte[] bytes() {
        return row.bytes();
    }

    int length() {
        return row.length();
    }
}

package io.jobview.cursor;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.JobFilter;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * What ties a cursor to one workflow and one filter: a hash, the same for every order in which the filter was written.
 * It is part of the cursor's wire form; an accident it catches, an attacker it need not, since a cursor grants nothing.
 */
final class Binding {

    private Binding() {}

    static long of(String workflowId, JobFilter filter) {
        byte[] id = workflowId.getBytes(StandardCharsets.UTF_8);
        byte[] bound = new byte[2 + id.length];
        for (JobStatus status : filter.statuses()) {
            bound[0] |= (byte) (1 << status.ordinal());
        }
        for (Trigger trigger : filter.triggers()) {
            bound[1] |= (byte) (1 << trigger.ordinal());
        }
        System.arraycopy(id, 0, bound, 2, id.length);
        return MurmurHash3.hash128x64(bound)[0];
    }
}

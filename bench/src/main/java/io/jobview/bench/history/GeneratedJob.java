package io.jobview.bench.history;

import java.util.List;

/**
 * A job and its events in order.
 *
 * @param events in UTF-8 as design section 2 has them; not to be changed
 */
public record GeneratedJob(String workflowId, String jobId, List<byte[]> events) {}

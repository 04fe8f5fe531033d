package io.jobview.query;

import java.time.Instant;

/**
 * A place in a workflow's order of rows (created_at descending, then job id descending, by UTF-8 bytes).
 * A page starts after it; no row needs to exist there.
 */
public record RowPosition(Instant createdAt, String jobId) {}

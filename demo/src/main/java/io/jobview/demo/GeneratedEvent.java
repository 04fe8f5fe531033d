package io.jobview.demo;

import java.time.Instant;

/**
 * One event of a generated job, ready to be published.
 *
 * @param at its {@code occurred_at}, in whole milliseconds
 * @param workflowId the key to publish it with
 * @param json the event in UTF-8 as design section 2 has it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record GeneratedEvent(Instant at, String workflowId, byte[] json) {}

/**
 * What turns events into a job: a join of registers, so order and repetition do not matter (design section 3).
 * Pure: imports no Kafka and no RocksDB.
 */
@NullMarked
package io.jobview.fold;

import org.jspecify.annotations.NullMarked;

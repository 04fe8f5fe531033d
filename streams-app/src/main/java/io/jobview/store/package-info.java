/**
 * The store of one home partition: folded states and what is derived from them, in one RocksDB (design section 5), and the
 * queries that it answers.
 */
@NullMarked
package io.jobview.store;

import org.jspecify.annotations.NullMarked;

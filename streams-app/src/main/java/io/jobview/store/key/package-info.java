/**
 * The bytes that order the store (design section 5): plain forward iteration over them is the order of the contract.
 * Pure: imports no Kafka and no RocksDB.
 */
@NullMarked
package io.jobview.store.key;

import org.jspecify.annotations.NullMarked;

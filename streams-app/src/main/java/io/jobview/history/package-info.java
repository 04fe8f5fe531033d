/** Which history a store is the fold of, and how far: values that stores keep and changelogs carry. No Kafka, no RocksDB. */
@NullMarked
package io.jobview.history;

import org.jspecify.annotations.NullMarked;

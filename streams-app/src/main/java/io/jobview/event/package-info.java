/** What publishers say: job lifecycle events, decoded and validated (design section 2). Imports no Kafka and no RocksDB. */
@NullMarked
package io.jobview.event;

import org.jspecify.annotations.NullMarked;

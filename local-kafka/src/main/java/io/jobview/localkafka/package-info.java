/** A real one-node Kafka inside the JVM, for the demo and for tests; never in the production artifact. */
@NullMarked
package io.jobview.localkafka;

import org.jspecify.annotations.NullMarked;

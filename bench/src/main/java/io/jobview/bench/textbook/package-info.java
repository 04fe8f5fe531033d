/**
 * The peers: the same job done as the guides of Kafka Streams, Jackson and Javalin show it, with stock stores, serdes of objects
 * and default settings. Nothing here is slowed down on purpose.
 */
@NullMarked
package io.jobview.bench.textbook;

import org.jspecify.annotations.NullMarked;

/** Benchmarks of the whole on loopback: real broker, real view, real HTTP server, each beside its peer in the same run. */
@NullMarked
package io.jobview.bench;

import org.jspecify.annotations.NullMarked;

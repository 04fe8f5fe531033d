/** A load client that costs little beside the server that it measures: NIO, prepared requests, checked answers. */
@NullMarked
package io.jobview.bench.load;

import org.jspecify.annotations.NullMarked;

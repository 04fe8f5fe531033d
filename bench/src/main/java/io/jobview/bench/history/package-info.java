/** Event histories made for load: any job can be made again from its number alone, so that results can be checked. */
@NullMarked
package io.jobview.bench.history;

import org.jspecify.annotations.NullMarked;

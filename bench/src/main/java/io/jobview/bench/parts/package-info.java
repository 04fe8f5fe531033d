/** The parts by themselves, measured by JMH with what each operation allocates. */
@NullMarked
package io.jobview.bench.parts;

import org.jspecify.annotations.NullMarked;

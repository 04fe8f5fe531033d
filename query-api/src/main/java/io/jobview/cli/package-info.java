/** The commands: what a person types, what they see, and the exit code (design section 9). Wires the rooms together. */
@NullMarked
package io.jobview.cli;

import org.jspecify.annotations.NullMarked;

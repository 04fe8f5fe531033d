/** The lines of a file or a pipe of events: unpacked, judged by their beginning, read as they stand. Knows no other room. */
@NullMarked
package io.jobview.input;

import org.jspecify.annotations.NullMarked;

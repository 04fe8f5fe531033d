/** The entry point. */
@NullMarked
package io.jobview;

import org.jspecify.annotations.NullMarked;

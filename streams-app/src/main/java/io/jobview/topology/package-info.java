/** The way of an event from the topic into its store (design section 4): decode, find its home, fold; or a dead letter. */
@NullMarked
package io.jobview.topology;

import org.jspecify.annotations.NullMarked;

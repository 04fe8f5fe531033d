/** The whole in one JVM, with jobs made up for it: seeded, so that the same seed tells the same story. */
@NullMarked
package io.jobview.demo;

import org.jspecify.annotations.NullMarked;

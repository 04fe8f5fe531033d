/** What a reader asks of the view and what it gets: plain values, shared by the store, the view and the service. */
@NullMarked
package io.jobview.query;

import org.jspecify.annotations.NullMarked;

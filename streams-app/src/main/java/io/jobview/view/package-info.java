/** What readers call: the seam between the view and whatever serves it. */
@NullMarked
package io.jobview.view;

import org.jspecify.annotations.NullMarked;

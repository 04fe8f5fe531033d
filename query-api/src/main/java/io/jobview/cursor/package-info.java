/** The cursor: a place in a workflow's rows as the opaque text that readers pass back (design section 6). */
@NullMarked
package io.jobview.cursor;

import org.jspecify.annotations.NullMarked;

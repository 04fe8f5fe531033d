/** Who answers: a request for another instance's home partition is passed on to it, once (design section 6). */
@NullMarked
package io.jobview.cluster;

import org.jspecify.annotations.NullMarked;

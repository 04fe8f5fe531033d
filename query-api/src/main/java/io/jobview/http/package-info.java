/**
 * The contract with readers: routes, query parameters, problems, headers (design section 7). The only room that knows
 * Javalin and Jetty.
 */
@NullMarked
package io.jobview.http;

import org.jspecify.annotations.NullMarked;

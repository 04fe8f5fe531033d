/** The service's settings: where they come from, what they mean, which are wrong. Knows no other room. */
@NullMarked
package io.jobview.config;

import org.jspecify.annotations.NullMarked;

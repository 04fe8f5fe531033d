/** Certificates and keys, from the files that operators have: keystores and PEM. Knows no other room. */
@NullMarked
package io.jobview.tls;

import org.jspecify.annotations.NullMarked;

/**
 * Who asks and what they may read: bearer tokens of RFC 6750, from a file or signed as JWT (RFC 7519). Knows no HTTP server and
 * no other room. A token never leaves this room: no log line, message or {@code toString} holds one.
 */
@NullMarked
package io.jobview.auth;

import org.jspecify.annotations.NullMarked;

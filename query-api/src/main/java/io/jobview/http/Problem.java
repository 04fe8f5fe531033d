package io.jobview.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as readers see it (RFC 9457). Made by {@link Problems} only.
 *
 * @param code the last part of the type URN; stable, for programs
 * @param detail what is wrong this time, for a person
 * @param errors the parameters at fault; empty when none is
 * @param retryAfterSeconds when to try again; null when trying again does not help
 * @param allow the Allow header of a 405; null otherwise
 */
record Problem(
        String code,
        String title,
        int status,
        String detail,
        List<Invalid> errors,
        @Nullable Long retryAfterSeconds,
        @Nullable String allow) {

    static final String TYPE_PREFIX = "urn:jobview:problem:";

    /** One parameter at fault: what was given, and what may be. */
    record Invalid(String parameter, String given, String allowed) {}
}

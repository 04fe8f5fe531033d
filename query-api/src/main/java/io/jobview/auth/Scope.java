package io.jobview.auth;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a token may be used for (RFC 6749 section 3.3). */
public enum Scope {
    /** Everything under {@code /workflows}, and whatever route has no other scope. */
    JOBS_READ("jobs:read"),
    /** How the service itself is: {@code /metrics} and {@code /view}. */
    OPS_READ("ops:read");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** As it stands in a token and in a challenge. */
    public String text() {
        return text;
    }

    /** Null if we have no such scope. */
    public static @Nullable Scope of(String text) {
        for (Scope scope : values()) {
            if (scope.text.equals(text)) {
                return scope;
            }
        }
        return null;
    }

    /** Every scope, for messages. */
    public static String all() {
        return Arrays.stream(values()).map(Scope::text).collect(Collectors.joining(", "));
    }
}

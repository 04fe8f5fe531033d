package io.jobview.auth;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One token of a tokens file: {@code NAME SHA256 SCOPES WORKFLOWS [EXPIRES]}, separated by spaces or tabs; scopes and workflows are
 * separated by commas, workflows written as {@link WorkflowLimit#of} reads them.
 *
 * @param isLimitSaid false for a line of before, which ends after its scopes and has no limit
 * @param expires from when on it is no longer good; null: never
 */
record TokenLine(
        TokenDigest digest,
        Principal principal,
        boolean isLimitSaid,
        @Nullable Instant expires) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final String EVERY_WORKFLOW = "*";

    /** @throws AuthException if it is not such a line; the message repeats no field, since any could be a token by mistake */
    static TokenLine parse(String line) {
        String[] fields = BLANKS.split(line.strip());
        if (fields.length < 3 || fields.length > 5) {
            throw new AuthException(
                    "there must be a name, a SHA-256, scopes, workflows, and perhaps when it expires, separated by spaces");
        }
        String workflows = fields.length < 4 ? EVERY_WORKFLOW : fields[3];
        Principal principal = new Principal(
                name(fields[0]), scopes(fields[2]), WorkflowLimit.of(List.of(COMMA.split(workflows, -1))));
        Instant expires = fields.length < 5 ? null : expires(fields[4]);
        return new TokenLine(digest(fields[1]), principal, fields.length > 3, expires);
    }

    /** Writes the line that {@link #parse} reads, and checks it so. */
    static String write(
            String name, TokenDigest digest, List<String> scopes, List<String> workflows, @Nullable Instant expires) {
        String limit = workflows.isEmpty() ? EVERY_WORKFLOW : String.join(",", workflows);
        String line = String.join(" ", name(name), digest.hex(), String.join(",", scopes), limit)
                + (expires == null ? "" : " " + expires);
        parse(line);
        return line;
    }

    boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    private static Instant expires(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new AuthException(
                    "after the workflows there must be when the token expires, as 2027-01-31T00:00:00Z");
        }
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches() || name.startsWith(NewToken.PREFIX)) {
            throw new AuthException("the name must be 1 to 100 letters, digits, '.', '_', '@' or '-', and no token");
        }
        return name;
    }

    private static TokenDigest digest(String hex) {
        try {
            return TokenDigest.parse(hex);
        } catch (IllegalArgumentException e) {
            throw new AuthException("after the name there must be the SHA-256 of the token, 64 hex digits");
        }
    }

    private static Set<Scope> scopes(String texts) {
        return Arrays.stream(COMMA.split(texts, -1))
                .map(TokenLine::scope)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    private static Scope scope(String text) {
        Scope scope = Scope.of(text);
        if (scope == null) {
            throw new AuthException("a scope must be one of " + Scope.all());
        }
        return scope;
    }
}

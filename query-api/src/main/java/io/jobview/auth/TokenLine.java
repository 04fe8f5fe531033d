package io.jobview.auth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One token of a tokens file: {@code NAME SHA256 SCOPES [WORKFLOWS]}, separated by spaces or tabs; scopes and workflows are
 * separated by commas, workflows written as {@link WorkflowLimit#of} reads them. Without workflows there is no limit.
 */
record TokenLine(TokenDigest digest, Principal principal) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,100}");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern COMMA = Pattern.compile(",");

    /** @throws AuthException if it is not such a line; the message repeats no field, since any could be a token by mistake */
    static TokenLine parse(String line) {
        String[] fields = BLANKS.split(line.strip());
        if (fields.length < 3 || fields.length > 4) {
            throw new AuthException(
                    "there must be a name, a SHA-256, scopes, and perhaps workflows, separated by spaces");
        }
        List<String> workflows = fields.length < 4 ? List.of("*") : List.of(COMMA.split(fields[3], -1));
        return new TokenLine(
                digest(fields[1]), new Principal(name(fields[0]), scopes(fields[2]), WorkflowLimit.of(workflows)));
    }

    /** Writes the line that {@link #parse} reads, and checks it so. */
    static String write(String name, TokenDigest digest, List<String> scopes, List<String> workflows) {
        List<String> fields = new ArrayList<>(List.of(name(name), digest.hex(), String.join(",", scopes)));
        if (!workflows.isEmpty()) {
            fields.add(String.join(",", workflows));
        }
        String line = String.join(" ", fields);
        parse(line);
        return line;
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

package io.jobview.auth;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fresh token: {@code jv_} and 256 random bits, so that people and scanners of leaked secrets know it when they see it.
 *
 * @param text the secret; it is in no file and cannot be had again
 * @param line what stands for it in a tokens file
 */
public record NewToken(String text, String line) {

    static final String PREFIX = "jv_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * @param scopes as {@link Scope#text} has them
     * @param workflows as {@link WorkflowLimit#of} reads them; none: no limit
     * @param expires from when on it is no longer good; null: never
     * @throws AuthException if one of these is wrong
     */
    public static NewToken of(String name, List<String> scopes, List<String> workflows, @Nullable Instant expires) {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new NewToken(text, TokenLine.write(name, TokenDigest.of(text), scopes, workflows, expires));
    }

    /**
     * Adds the line to a tokens file, so that who reads the file sees it whole or not at all. A new file is its owner's alone; one
     * that is there keeps its permissions.
     *
     * @throws AuthException if the file cannot be written, has a token of that name, or would be wrong with this line
     */
    public void appendTo(Path file) {
        String name = line.substring(0, line.indexOf(' '));
        TokenFileEdit.change(file, lines -> {
            if (TokenFileEdit.isOf(name, lines)) {
                throw new AuthException(
                        file + " has a token " + name + " already: choose another name, or first take it back with"
                                + " jobview token revoke " + name + " --file " + file);
            }
            return lines + (lines.isEmpty() || lines.endsWith("\n") ? "" : "\n") + line + "\n";
        });
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewToken[" + line + "]";
    }
}

package io.jobview.auth;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people ask of a tokens file: who is in it, and that somebody no longer is. */
public final class KeptTokens {

    private KeptTokens() {}

    /**
     * One token, without anything that stands for it.
     *
     * @param workflows as the file has them; {@code *} for all
     * @param expires null: never
     */
    public record Kept(
            String name,
            List<String> scopes,
            String workflows,
            @Nullable Instant expires,
            boolean isExpired) {}

    /** @throws AuthException if the file cannot be read or is wrong */
    public static List<Kept> list(Path file, Instant now) {
        return TokenFile.lines(file).stream().map(line -> kept(line, now)).toList();
    }

    private static Kept kept(TokenLine line, Instant now) {
        Principal principal = line.principal();
        List<String> scopes =
                principal.scopes().stream().map(Scope::text).sorted().toList();
        return new Kept(principal.name(), scopes, principal.workflows().text(), line.expires(), line.isExpired(now));
    }

    /**
     * Takes the token of this name out of the file.
     *
     * @throws AuthException if there is none, or the file cannot be written
     */
    public static void revoke(Path file, String name) {
        if (!Files.exists(file)) {
            throw new AuthException("cannot read the tokens file " + file + ": there is no such file");
        }
        TokenFileEdit.change(file, lines -> {
            if (!TokenFileEdit.isOf(name, lines)) {
                throw new AuthException(file + " has no token " + name);
            }
            return lines.lines()
                    .filter(line -> !TokenFileEdit.isLineOf(name, line))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        });
    }
}

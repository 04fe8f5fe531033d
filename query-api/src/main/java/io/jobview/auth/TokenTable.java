package io.jobview.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All tokens of one tokens file. Immutable. */
final class TokenTable {

    private final Map<TokenDigest, TokenLine> tokens;

    private TokenTable(Map<TokenDigest, TokenLine> tokens) {
        this.tokens = Collections.unmodifiableMap(tokens);
    }

    /**
     * Reads a tokens file in UTF-8: one {@link TokenLine} a line; empty lines and those that begin with {@code #} mean nothing.
     *
     * @throws AuthException naming the line that is wrong
     */
    static TokenTable parse(byte[] file) {
        Map<TokenDigest, TokenLine> tokens = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        String text = text(file);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            // The end of a limit could be missing, or all of it.
            throw new AuthException("its last line has no line end, so it may still be being written");
        }
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    add(TokenLine.parse(line), names, tokens);
                } catch (AuthException e) {
                    throw new AuthException("line " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        return new TokenTable(tokens);
    }

    private static void add(TokenLine line, Set<String> names, Map<TokenDigest, TokenLine> tokens) {
        String name = line.principal().name();
        if (!names.add(name)) {
            throw new AuthException("there is a token " + name + " already");
        }
        if (tokens.put(line.digest(), line) != null) {
            throw new AuthException("the token of " + name + " is that of another line");
        }
    }

    private static String text(byte[] file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AuthException("it is not UTF-8");
        }
    }

    /** Whose token this is; null if nobody's. */
    @Nullable
    TokenLine find(TokenDigest digest) {
        return tokens.get(digest);
    }

    /** In the order of the file. */
    Collection<TokenLine> lines() {
        return tokens.values();
    }

    int size() {
        return tokens.size();
    }
}

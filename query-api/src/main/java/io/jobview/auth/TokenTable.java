package io.jobview.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All tokens of one tokens file. Immutable. */
final class TokenTable {

    private final Map<TokenDigest, Principal> principals;

    private TokenTable(Map<TokenDigest, Principal> principals) {
        this.principals = Map.copyOf(principals);
    }

    /**
     * Reads a tokens file in UTF-8: one {@link TokenLine} a line; empty lines and those that begin with {@code #} mean nothing.
     *
     * @throws AuthException naming the line that is wrong
     */
    static TokenTable parse(byte[] file) {
        Map<TokenDigest, Principal> principals = new HashMap<>();
        Set<String> names = new HashSet<>();
        List<String> lines = text(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    add(TokenLine.parse(line), names, principals);
                } catch (AuthException e) {
                    throw new AuthException("line " + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        return new TokenTable(principals);
    }

    private static void add(TokenLine line, Set<String> names, Map<TokenDigest, Principal> principals) {
        String name = line.principal().name();
        if (!names.add(name)) {
            throw new AuthException("there is a token " + name + " already");
        }
        if (principals.put(line.digest(), line.principal()) != null) {
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
    Principal find(TokenDigest digest) {
        return principals.get(digest);
    }

    int size() {
        return principals.size();
    }
}

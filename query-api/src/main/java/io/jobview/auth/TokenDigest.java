package io.jobview.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a token: what is stored in its place, and the key of what is known of it. A plain hash is enough since tokens
 * are random, not chosen by people. Immutable.
 *
 * <p>The hash code is the first bytes of the digest and so picks the place in a table; only whether the whole is equal is then
 * asked in constant time. What a table's timing could tell is the beginning of a digest, from which no token can be computed.
 */
final class TokenDigest {

    private static final String ALGORITHM = "SHA-256";
    private static final int LENGTH = 32;

    private final byte[] bytes;

    private TokenDigest(byte[] bytes) {
        this.bytes = bytes;
    }

    static TokenDigest of(String token) {
        try {
            return new TokenDigest(
                    MessageDigest.getInstance(ALGORITHM).digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** @throws IllegalArgumentException unless it is 64 hex digits */
    static TokenDigest parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("not " + LENGTH + " bytes");
        }
        return new TokenDigest(bytes);
    }

    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenDigest that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes).getInt();
    }
}

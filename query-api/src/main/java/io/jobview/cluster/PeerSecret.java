package io.jobview.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of a view share to know each other. It never travels: a request carries an HMAC (RFC 2104, SHA-256) over its
 * method, its target and the time, {@code 1 MILLIS HEX}, so whoever sees one can repeat that read for a minute and no other.
 * Thread-safe.
 */
public final class PeerSecret {

    /** Carries the signature. */
    public static final String HEADER = "Jobview-Peer";

    /** Fewer characters could be guessed by whoever has seen a signature. */
    public static final int MIN_LENGTH = 32;

    /** How far the clocks of two instances may differ, and how long a signature holds. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern SIGNATURE = Pattern.compile("1 ([0-9]{1,15}) ([0-9a-f]{64})");

    private final List<SecretKey> keys;

    private PeerSecret(List<SecretKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * @param secrets the first signs and all are taken, so that a secret can be replaced one instance at a time; each has at least
     *     {@value #MIN_LENGTH} characters
     */
    public static PeerSecret of(List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length() < MIN_LENGTH)) {
            throw new IllegalArgumentException("a peer secret needs " + MIN_LENGTH + " characters");
        }
        return new PeerSecret(secrets.stream().map(PeerSecret::key).toList());
    }

    /** A secret that nobody else has, as text. */
    public static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HEX.formatHex(bytes);
    }

    private static SecretKey key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The header's value for a request that is sent now. */
    String sign(String method, String target, Instant now) {
        long millis = now.toEpochMilli();
        return "1 " + millis + " " + HEX.formatHex(mac(keys.get(0), method, target, millis));
    }

    /**
     * Whether a request comes from an instance with this secret.
     *
     * @param sent the header's value; null when there is none
     * @param target path and query as in the request line
     */
    public boolean verifies(@Nullable String sent, String method, String target, Instant now) {
        Matcher parts = SIGNATURE.matcher(sent == null ? "" : sent);
        if (!parts.matches()) {
            return false;
        }
        long millis = Long.parseLong(parts.group(1));
        byte[] given = HEX.parseHex(parts.group(2));
        boolean known = false;
        for (SecretKey key : keys) {
            known |= MessageDigest.isEqual(mac(key, method, target, millis), given);
        }
        return known && Math.abs(now.toEpochMilli() - millis) <= TOLERANCE.toMillis();
    }

    private static byte[] mac(SecretKey key, String method, String target, long millis) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(("1\n" + method + "\n" + target + "\n" + millis).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "PeerSecret";
    }
}

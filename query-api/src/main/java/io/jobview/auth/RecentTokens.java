package io.jobview.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * JWTs that were good a while ago, so that a signature is checked once for each token and not for each request. Bounded: when
 * the young half is full it becomes the old half, and what nobody asked for meanwhile is forgotten. Thread-safe.
 */
final class RecentTokens {

    /** A key that the issuer withdrew is trusted so much longer at most. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private final int half;
    private volatile Map<TokenDigest, Entry> young = new ConcurrentHashMap<>();
    private volatile Map<TokenDigest, Entry> old = Map.of();

    /** @param most tokens that are remembered; a few more while threads race */
    RecentTokens(int most) {
        half = most / 2;
    }

    private record Entry(AuthResult granted, long untilMillis) {}

    /** Null if it is not known or no longer good. */
    @Nullable
    AuthResult find(TokenDigest digest, Instant now) {
        Entry entry = young.get(digest);
        if (entry == null) {
            entry = old.get(digest);
            if (entry != null) {
                put(digest, entry);
            }
        }
        return entry != null && now.toEpochMilli() < entry.untilMillis ? entry.granted : null;
    }

    void add(TokenDigest digest, JwtVerifier.Verdict.Good good, Instant now) {
        Instant longest = now.plus(LONGEST);
        Instant until = good.expires().isBefore(longest) ? good.expires() : longest; // one may be no number of millis
        put(digest, new Entry(new AuthResult.Granted(good.principal()), until.toEpochMilli()));
    }

    private void put(TokenDigest digest, Entry entry) {
        if (young.size() >= half) {
            turn();
        }
        young.put(digest, entry);
    }

    private synchronized void turn() {
        if (young.size() >= half) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }

    int size() {
        return young.size() + old.size();
    }
}

package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentTokensTest {

    private static final Instant NOW = Instant.EPOCH;

    private final RecentTokens recent = new RecentTokens(100);

    @Test
    void aTokenIsRememberedUntilItExpires() {
        recent.add(TokenDigest.of("a"), good(NOW.plusSeconds(10)), NOW);

        assertThat(recent.find(TokenDigest.of("a"), NOW.plusSeconds(9))).isNotNull();
        assertThat(recent.find(TokenDigest.of("a"), NOW.plusSeconds(10))).isNull();
        assertThat(recent.find(TokenDigest.of("b"), NOW)).isNull();
    }

    @Test
    void butForFiveMinutesAtMost() {
        recent.add(TokenDigest.of("a"), good(NOW.plusSeconds(9_999)), NOW);

        assertThat(recent.find(TokenDigest.of("a"), NOW.plusSeconds(299))).isNotNull();
        assertThat(recent.find(TokenDigest.of("a"), NOW.plusSeconds(300))).isNull();
    }

    @Test
    void whatIsAskedForStaysAndTheRestIsForgotten() {
        recent.add(TokenDigest.of("kept"), good(NOW.plusSeconds(10)), NOW);
        for (int i = 0; i < 1_000; i++) {
            recent.add(TokenDigest.of("once " + i), good(NOW.plusSeconds(10)), NOW);
            assertThat(recent.find(TokenDigest.of("kept"), NOW)).isNotNull();
            assertThat(recent.size()).isLessThanOrEqualTo(100);
        }
        assertThat(recent.find(TokenDigest.of("once 1"), NOW)).isNull();
        assertThat(recent.find(TokenDigest.of("once 999"), NOW)).isNotNull();
    }

    private static JwtVerifier.Verdict.Good good(Instant expires) {
        return new JwtVerifier.Verdict.Good(Principal.ANYBODY, expires);
    }
}

package io.jobview.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerSecretTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final String TARGET = "/peer/workflows/w/jobs?limit=3";

    private final String text = PeerSecret.random();
    private final PeerSecret secret = PeerSecret.of(List.of(text));
    private final String signature = secret.sign("GET", TARGET, NOW);

    @Test
    void aSignatureIsGoodForItsRequestAndAMinute() {
        assertThat(signature).startsWith("1 1769860800000 ").doesNotContain(text);
        assertThat(secret.verifies(signature, "GET", TARGET, NOW)).isTrue();
        assertThat(secret.verifies(signature, "GET", TARGET, NOW.plusSeconds(60)))
                .isTrue();
        assertThat(secret.verifies(signature, "GET", TARGET, NOW.minusSeconds(60)))
                .isTrue();
        assertThat(secret.verifies(signature, "GET", TARGET, NOW.plus(Duration.ofMillis(60_001))))
                .isFalse();
        assertThat(secret.verifies(signature, "GET", TARGET, NOW.minusMillis(60_001)))
                .isFalse();
    }

    @Test
    void nothingElseIsSigned() {
        assertThat(secret.verifies(signature, "HEAD", TARGET, NOW)).isFalse();
        assertThat(secret.verifies(signature, "GET", TARGET + "0", NOW)).isFalse();
        assertThat(secret.verifies(signature.replace("1 17", "1 18"), "GET", TARGET, NOW))
                .isFalse();
        assertThat(PeerSecret.of(List.of(PeerSecret.random())).verifies(signature, "GET", TARGET, NOW))
                .isFalse();
    }

    @Test
    void whatIsNoSignatureIsRefused() {
        for (String wrong : new String[] {
            null, "", text, "Bearer " + text, "1 1 00", "2" + signature.substring(1), signature + " ", signature + "\n"
        }) {
            assertThat(secret.verifies(wrong, "GET", TARGET, NOW)).as(wrong).isFalse();
        }
    }

    @Test
    void aSecretCanBeReplacedOneInstanceAtATime() {
        String next = PeerSecret.random();
        PeerSecret both = PeerSecret.of(List.of(next, text));
        assertThat(both.verifies(signature, "GET", TARGET, NOW)).isTrue();
        assertThat(PeerSecret.of(List.of(next)).verifies(both.sign("GET", TARGET, NOW), "GET", TARGET, NOW))
                .isTrue();
    }

    @Test
    void aShortSecretIsNone() {
        assertThatThrownBy(() -> PeerSecret.of(List.of("x".repeat(31)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PeerSecret.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(secret.toString()).doesNotContain(text);
    }
}

package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SeenKeysTest {

    private static final int KEYS = 500_000;

    private final SeenKeys seen = new SeenKeys();

    @Test
    void whatWasSeenIsNeverTakenForNewAndTheOthersSeldomForSeen() {
        int wrong = 0;
        for (int i = 0; i < KEYS; i++) {
            wrong += add("job-" + i) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(KEYS / 100);
        for (int i = 0; i < KEYS; i++) {
            assertThat(add("job-" + i)).isTrue();
        }
    }

    private boolean add(String key) {
        byte[] bytes = ("before " + key + " behind").getBytes(StandardCharsets.UTF_8);
        return seen.addMaybeSeen(bytes, "before ".length(), key.length());
    }
}

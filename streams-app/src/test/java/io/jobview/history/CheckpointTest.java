package io.jobview.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jobview.event.Decoded;
import io.jobview.event.EventDecoder;
import io.jobview.store.key.StateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final Checkpoint CHECKPOINT = new Checkpoint(
            new History("c", "ev", "re", "app", 6),
            5,
            "log",
            7,
            0x0102_0304_0506L,
            42,
            true,
            List.of(new MissingEvents(5, 3, 9), new MissingEvents(5, 20, 21)));

    @Test
    void survivesTheChangelog() {
        assertThat(Checkpoint.parse(CHECKPOINT.toBytes())).isEqualTo(CHECKPOINT);
        Checkpoint plain = new Checkpoint(CHECKPOINT.history(), 0, "", 0, 0, 0, false, List.of());
        assertThat(Checkpoint.parse(plain.toBytes())).isEqualTo(plain);
    }

    /** Changelogs outlive a version of Jobview, so the bytes are part of the contract. */
    @Test
    void hasTheseBytes() {
        assertThat(HexFormat.of().formatHex(CHECKPOINT.toBytes()))
                .isEqualTo(
                        "01" // version
                                + "000163" // cluster
                                + "00026576" // events
                                + "00027265" // rerouted
                                + "0003617070" // application
                                + "00000006" // homes
                                + "00000005" // partition
                                + "00036c6f67" // changelog
                                + "0000000000000007" // its beginning
                                + "0000010203040506" // events
                                + "000000000000002a" // rerouted
                                + "01" // passed on
                                + "00000002" // missing ranges
                                + "0000000500000000000000030000000000000009"
                                + "0000000500000000000000140000000000000015");
    }

    @Test
    void isRefusedWhenItIsCut() {
        byte[] bytes = CHECKPOINT.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Checkpoint.parse(cut))
                    .withMessageContaining("checkpoint of " + length + " bytes is damaged");
        }
    }

    @Test
    void isRefusedInAVersionThatIsNotKnown() {
        byte[] bytes = CHECKPOINT.toBytes();
        bytes[0] = 2;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.parse(bytes))
                .withMessage("checkpoint has version 2, this Jobview reads 1");
    }

    @Test
    void hasAKeyThatNoJobHas() {
        assertThat(Checkpoint.isKey(Checkpoint.key())).isTrue();
        assertThat(Checkpoint.isKey(new byte[0])).isFalse();
        assertThat(Checkpoint.isKey(new StateKey("w", "j").toBytes())).isFalse();
        assertThat(Checkpoint.isKey(new StateKey(" ", "j").toBytes())).isFalse();
        String event = "{\"type\":\"job.created\",\"workflow_id\":\"\\u0000checkpoint\",\"job_id\":\"j\","
                + "\"occurred_at\":\"2026-01-01T00:00:00Z\"}";
        assertThat(new EventDecoder().decode(event.getBytes(UTF_8)))
                .as("the id of a workflow that would begin like the key")
                .isInstanceOf(Decoded.Rejected.class);
    }
}

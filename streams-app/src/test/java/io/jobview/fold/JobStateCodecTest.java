package io.jobview.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.event.Trigger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobStateCodecTest {
    private static final String SMALL = "0101" + "0000" + "0000";

    @Test
    void anyStateComesBackFromBytesInTheMiddleOfAnArray() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            List<JobEvent> events = new RandomHistory(random.nextLong()).events(1 + random.nextInt(5));
            JobState state =
                    events.stream().map(JobState::of).reduce(JobState::join).orElseThrow();
            byte[] encoded = JobStateCodec.encode(state, new byte[] {7, 8, 9});
            String where = "seed " + seed + ", case " + i;
            assertThat(Arrays.copyOf(encoded, 3)).as(where).containsExactly(7, 8, 9);
            assertThat(Arrays.copyOfRange(encoded, 3, encoded.length)).as(where).isEqualTo(JobStateCodec.encode(state));
            byte[] longer = Arrays.copyOf(encoded, encoded.length + 2);
            assertThat(JobStateCodec.decode(longer, 3, encoded.length - 3))
                    .as(where)
                    .isEqualTo(state);
        }
    }

    /** Bytes that version 1 has written must be read for ever, so this test may only get new cases. */
    @Test
    void theFormOfVersionOneIsPinned() {
        JobEvent event = EventBuilder.everyField().attempt(300).build();
        String hex = String.join(
                "",
                "01" + "3f", // version, registers
                "0e" + "00", // created: 7 s after the epoch
                "06" + "d00f", // updated: 3 s later, 500 ms
                "ac02" + "03" + "00d00f" + "1506", // claim: attempt 300, FAILED, no later, 11 s earlier and 1 ns
                "ac02" + "1405", // started: 10 s later, 1 us
                "ac02" + "02d00f" + "0300", // scheduled
                "ac02" + "04d00f" + "01", // trigger: MANUAL
                "ac02" + "00d00f" + "0363c3a9"); // container id of three bytes
        assertThat(HexFormat.of().formatHex(JobStateCodec.encode(JobState.of(event))))
                .isEqualTo(hex);
        assertThat(decode(hex)).isEqualTo(JobState.of(event));
    }

    @Test
    void bytesCutShortAnywhereAreRefused() {
        JobEvent event = EventBuilder.event(EventType.COMPLETED, "2024-05-01T10:00:00.123Z")
                .trigger(Trigger.MANUAL)
                .container("container")
                .build();
        byte[] encoded = JobStateCodec.encode(JobState.of(event));
        for (int length = 0; length < encoded.length; length++) {
            int cut = length;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JobStateCodec.decode(encoded, 0, cut))
                    .withMessageContaining("cut short");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "02" + "01" + "00000000, version 2 instead of 1",
        "01" + "80" + "00000000, unknown register",
        SMALL + "00, 1 bytes too many",
        "0101" + "8000" + "000000, never written", // a zero in two bytes
        "0101" + "0007" + "0000, never written", // a unit that is none
        "0101" + "00a11f" + "0000, never written", // 1000 ms as microseconds
        "0101" + "00a01f" + "0000, never written", // 1000 ms
        "0101" + "00" + "ffffffffffffffffff02" + "0000, never written", // 65 bits
        "0101" + "ffffffffffffffffff01" + "000000, years 0000 to 9999",
        "0103" + "00000000" + "00" + "00" + "0000, attempt 0",
        "0103" + "00000000" + "01" + "05" + "0000, unknown JobStatus 5",
        "0121" + "00000000" + "01" + "0000" + "01ff, not UTF-8",
    })
    void bytesThatAreNeverWrittenAreRefused(String hex, String reason) {
        assertThat(decode(SMALL).created().claimed()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(hex))
                .withMessageStartingWith("not a job state")
                .withMessageContaining(reason);
    }

    @Test
    void anyChangedByteIsRefusedOrReadsAsAnotherStateWithThoseBytes() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = JobStateCodec.encode(JobState.of(new RandomHistory(random.nextLong()).next()));
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            JobState state;
            try {
                state = JobStateCodec.decode(bytes, 0, bytes.length);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).as("seed %s, case %s", seed, i).hasMessageStartingWith("not a job state");
                continue;
            }
            assertThat(JobStateCodec.encode(state))
                    .as("seed %s, case %s", seed, i)
                    .isEqualTo(bytes);
        }
    }

    private static JobState decode(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return JobStateCodec.decode(bytes, 0, bytes.length);
    }
}

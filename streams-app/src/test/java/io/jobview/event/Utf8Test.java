package io.jobview.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    private static final long SEED = 20260131;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080",
                "e08080",
                "f0808080",
                "eda080",
                "edbfbf",
                "f4908080",
                "f5808080",
                "80",
                "c3",
                "e282",
                "ff",
                "fe"
            })
    void theRecordMustBeStrictUtf8EvenInFieldsThatAreIgnored(String hex) {
        byte[] event = Events.with("x", "\"????????\"").getBytes(StandardCharsets.ISO_8859_1);
        byte[] bad = HexFormat.of().parseHex(hex);
        System.arraycopy(bad, 0, event, event.length - 2 - bad.length, bad.length);
        assertThat(new EventDecoder().decode(event)).isEqualTo(new Decoded.Rejected("", "not UTF-8"));
    }

    @Test
    void otherEncodingsAreRejectedAndAByteOrderMarkIsNot() {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertThat(new EventDecoder().decode(Events.required().getBytes(charset)))
                    .asString()
                    .contains("reason=not ");
        }
        assertThat(Events.decode("\ufeff" + Events.required())).isInstanceOf(Decoded.Valid.class);
    }

    @Test
    void agreesWithTheJdkOnRandomBytes() {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] likely = HexFormat.of().parseHex("007f808f909fa0bfc0c1c2dfe0e1ecedeeeff0f1f3f4f5ff4142");
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(1, 20)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = k < bytes.length / 2 ? 65 : likely[random.nextInt(likely.length)];
            }
            if (Utf8.isValid(bytes) != jdkDecodes(bytes)) {
                fail("seed %d: the JDK disagrees on %s", SEED, HexFormat.of().formatHex(bytes));
            }
        }
    }

    private static boolean jdkDecodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    @Test
    void lengthCountsWhatEncodingWrites() {
        for (String text : new String[] {"", "a", "é", "日", "😀", "aé日😀z"}) {
            assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
        assertThat(Utf8.length("a\ud83d")).isEqualTo(-1);
        assertThat(Utf8.length("\ude00a")).isEqualTo(-1);
    }
}

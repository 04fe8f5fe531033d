package io.jobview.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void linesAreReadAsTheyStand() throws IOException {
        assertThat(lines(bytes("a\n\nb \r\nc"))).containsExactly("a", "", "b \r", "c");
        assertThat(lines(bytes("a\n"))).containsExactly("a");
        assertThat(lines(bytes(""))).isEmpty();
        assertThat(lines(bytes("\n"))).containsExactly("");
        assertThat(lines(bytes("\u00e9"))).containsExactly("\u00e9");
    }

    @Test
    void anyLengthsAreReadWhole() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> expected = new ArrayList<>();
        for (int line = 0; line < 200; line++) {
            char[] text = new char[random.nextInt(4) == 0 ? random.nextInt(300_000) : random.nextInt(300)];
            Arrays.fill(text, (char) random.nextInt('a', 'z'));
            expected.add(new String(text));
        }
        byte[] all = bytes(String.join("\n", expected) + "\n");
        assertThat(lines(all).equals(expected)).as("seed %d", seed).isTrue();
    }

    @Test
    void aLineWithoutEndIsRefused() {
        byte[] endless = new byte[3 * LineReader.MAX_LINE];
        assertThatThrownBy(() -> lines(endless))
                .isInstanceOf(IOException.class)
                .hasMessage("line 1 is longer than 1048576 bytes");
    }

    private static List<String> lines(byte[] input) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(input));
        List<String> lines = new ArrayList<>();
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            lines.add(new String(line, StandardCharsets.UTF_8));
            assertThat(reader.number()).isEqualTo(lines.size());
        }
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

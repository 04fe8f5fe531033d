package io.jobview.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input of every kind: as it stands, gzipped, and byte by byte out of a slow pipe. */
class EventLinesTest {

    private static final String EVENT = "{\"type\":\"job.created\",\"tags\":[{\"a\":1}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n \r\n\t\n",
                "%s",
                "%s\n",
                "%s\r\n%s\r\n",
                "\n\r\n  %s \t\r\n%s",
                "nonsense\n%s\n",
                "[2026-01-01] started\n%s\n",
                "[]\n%s",
                "{\"cut\":\"of\n%s\n%s\n",
                "{\"cut\":1,\n%s\n%s\n",
                "%s,\n%s\n",
                "%s x\n%s\n",
                "{\"a\":1",
                "{}\n"
            })
    void eventsAreTakenAsTheyStandWhateverIsAmongThem(String text) throws IOException {
        String input = text.replace("%s", EVENT);
        String[] lines = input.isEmpty() ? new String[0] : input.split("\n");
        assertReads(input.getBytes(UTF_8), lines);
    }

    @Test
    void aMarkOfUtf8IsLeftOut() throws IOException {
        assertReads(("\uFEFF" + EVENT + "\n" + EVENT).getBytes(UTF_8), EVENT, EVENT);
    }

    @Test
    void aLongFirstLineIsTaken() throws IOException {
        String padded = "{\"pad\":\"" + "x".repeat(200_000) + "\"}";
        assertReads((padded + "\n" + EVENT).getBytes(UTF_8), padded, EVENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one JSON array | [%s,%s]",
                "one JSON array | [\\n%s,\\n%s\\n]\\n",
                "JSON over several lines | {\\n  \"a\": 1,\\n  \"b\": {}\\n}\\n%s\\n",
                "JSON over several lines | \\n{\"a\":\\r\\n{}\\r\\n,\"b\":1}\\r\\n",
                "JSON over several lines | {\\n  \"a\": 1\\n",
                "several JSON objects on a line | %s%s\\n",
                "several JSON objects on a line | %s %s",
                "lines that end with a CR alone | %s\\r%s\\r",
                "lines that end with a CR alone | %s\\r\\r%s\\n",
                "something else | nonsense",
                "something else | [ ]",
                "something else | type,workflow_id\\njob.created,w\\n",
                "something else | <html>\\n</html>",
                "something else | %s,\\n%s,\\n",
                "something else | [1]\\n[2]",
                "something else | \"%s\"\\n",
                "something else | null\\n\u0000\\n"
            })
    void aTextOfAnotherShapeIsRefused(String looks, String text) throws IOException {
        assertRefused(text.replace("%s", EVENT).replace("\\n", "\n").replace("\\r", "\r"), UTF_8, looks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void anotherEncodingIsRefused(String charset) throws IOException {
        assertRefused(EVENT + "\n", Charset.forName(charset), charset);
        assertRefused("\uFEFF" + EVENT + "\n", Charset.forName(charset), "UTF-16");
        assertRefused("\uFEFF" + EVENT + "\n", Charset.forName(charset.replace("16", "32")), "UTF-32");
    }

    @ParameterizedTest
    @CsvSource({
        "zstd, 28B52FFD0458",
        "bzip2, 425A6839314159265359",
        "xz, FD377A585A0000",
        "lz4, 04224D1864",
        "compress (.Z), 1F9D90",
        "snappy, FF060000734E61507059",
        "zip, 504B030414",
        "zip, 504B050600",
        "7z, 377ABCAF271C00",
        "Parquet, 5041523115",
        "Avro, 4F626A0104"
    })
    void anotherFormatIsRefusedWhateverIsInIt(String format, String head) throws IOException {
        byte[] content = ("\n" + EVENT + "\n").getBytes(UTF_8);
        assertRefused(GzipMembersTest.join(HexFormat.of().parseHex(head), content), format);
    }

    @Test
    void anArchiveIsRefused() throws IOException {
        byte[] header = new byte[512];
        System.arraycopy("ustar".getBytes(UTF_8), 0, header, 257, 5);
        assertRefused(GzipMembersTest.join(header, ("\n" + EVENT + "\n").getBytes(UTF_8)), "tar");
    }

    @Test
    void aGzipWithinAGzipIsRefused() {
        byte[] twice = GzipMembersTest.gzip(GzipMembersTest.gzip(EVENT.getBytes(UTF_8)));
        assertThatThrownBy(() -> EventLines.of(new ByteArrayInputStream(twice)))
                .isInstanceOf(NotEventsException.class)
                .hasMessageContaining("looks like a gzip within a gzip,");
    }

    @Test
    void aRefusalIsOneLineThatSaysWhatToDo() {
        assertThatThrownBy(() -> EventLines.of(new ByteArrayInputStream("[{}]".getBytes(UTF_8))))
                .hasMessage("its content looks like one JSON array, not like one JSON object a line:"
                        + " put its events on lines of their own, as jq -c '.[]' does");
    }

    /** Whoever types events, or follows a log, is not kept waiting for more of them. */
    @Test
    @Timeout(10)
    void theFirstEventOfAnOpenPipeIsReadAtOnce() throws IOException {
        try (PipedOutputStream pipe = new PipedOutputStream();
                InputStream in = new PipedInputStream(pipe)) {
            pipe.write((EVENT + "\n").getBytes(UTF_8));
            assertThat(EventLines.of(in).next()).asString(UTF_8).isEqualTo(EVENT);
        }
    }

    private static void assertReads(byte[] input, String... lines) throws IOException {
        for (InputStream in : waysToRead(input)) {
            LineReader reader = EventLines.of(in);
            List<String> read = new ArrayList<>();
            for (byte[] line = reader.next(); line != null; line = reader.next()) {
                read.add(new String(line, UTF_8));
            }
            assertThat(read).containsExactly(lines);
        }
    }

    private static void assertRefused(String text, Charset charset, String looks) throws IOException {
        assertRefused(text.getBytes(charset), looks);
    }

    private static void assertRefused(byte[] input, String looks) throws IOException {
        for (InputStream in : waysToRead(input)) {
            assertThatThrownBy(() -> EventLines.of(in))
                    .isInstanceOf(NotEventsException.class)
                    .hasMessageStartingWith("its content looks like " + looks + ", not like one JSON object a line: ");
        }
    }

    private static List<InputStream> waysToRead(byte[] input) {
        return List.of(
                new ByteArrayInputStream(input),
                new Trickle(new ByteArrayInputStream(input)),
                new ByteArrayInputStream(GzipMembersTest.gzip(input)));
    }

    private static final class Trickle extends FilterInputStream {

        Trickle(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return super.read(target, from, Math.min(1, length));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}

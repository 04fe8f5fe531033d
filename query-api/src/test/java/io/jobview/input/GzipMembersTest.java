package io.jobview.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What was read of a gzip, and what is said of its rest. */
class GzipMembersTest {

    private static final String WHOLE = "whole";
    private static final byte[] ONE = gzip("one\n");
    private static final byte[] TWO = gzip("two\n");
    private static final byte[] ZEROS = new byte[16];

    @Test
    void membersAreOneContent() {
        assertReads(ONE, "one\n", WHOLE);
        assertReads(join(ONE, TWO, gzip(""), ONE), "one\ntwo\none\n", WHOLE);
        assertReads(join(gzip("x".repeat(300_000)), TWO), "x".repeat(300_000) + "two\n", WHOLE);
    }

    @Test
    void whatFollowsAMemberMustBeAnother() {
        String none = damaged(2, "Input is not in the .gz format.");
        assertReads(join(ONE, "{\"plain\":1}\n".getBytes(StandardCharsets.UTF_8)), "one\n", none);
        assertReads(join(ONE, with(TWO, 0, 0x1F ^ 1)), "one\n", none);
        assertReads(join(ONE, with(TWO, 1, 0x8B ^ 1)), "one\n", none);
        assertReads(join(ONE, TWO, new byte[] {'x'}), "one\ntwo\n", damaged(3, "Input is not in the .gz format."));
        assertReads(
                join(ONE, with(TWO, 2, 9)), "one\n", damaged(2, "Unsupported compression method 9 in the .gz header"));
        assertReads(join(ONE, with(TWO, 3, 0xE0)), "one\n", damaged(2, "Reserved flags are set in the .gz header."));
    }

    /** As for gzip(1): some media are written in whole blocks. */
    @Test
    void zerosMayBeTheRestButNotBetween() {
        assertReads(join(ONE, ZEROS), "one\n", WHOLE);
        assertReads(join(ONE, ZEROS, TWO), "one\n", damaged(2, "it begins with zeros"));
    }

    @Test
    void whatIsCutOffIsNoEnd() {
        assertReads(Arrays.copyOf(ONE, 2), "", "member 1 of its gzip is cut off");
        assertReads(cut(ONE, 3), "", "member 1 of its gzip is cut off");
        assertReads(cut(ONE, 8), "", "member 1 of its gzip is cut off");
        assertReads(join(ONE, cut(TWO, 3)), "one\n", "member 2 of its gzip is cut off");
        assertReads(join(ONE, Arrays.copyOf(TWO, 5)), "one\n", "member 2 of its gzip is cut off");
    }

    @Test
    void damageIsFound() {
        String corrupt = "Gzip-compressed data is corrupt";
        assertReads(with(ONE, 10, 0xFF), "", damaged(1, corrupt + "."));
        assertReads(with(ONE, ONE.length - 6, 0x55), "", damaged(1, corrupt + " (CRC32 error)."));
        assertReads(with(ONE, ONE.length - 1, 0x55), "", damaged(1, corrupt + " (uncompressed size mismatch)."));
    }

    private static String damaged(int member, String how) {
        return "member " + member + " of its gzip is damaged: " + how;
    }

    private static void assertReads(byte[] input, String content, String end) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String ended = WHOLE;
        try (InputStream in = Unpacked.of(new ByteArrayInputStream(input))) {
            assertThat(in).isInstanceOf(GzipMembers.class);
            in.transferTo(read);
        } catch (IOException e) {
            ended = e.getMessage();
        }
        assertThat(ended).isEqualTo(end);
        assertThat(read.toString(StandardCharsets.UTF_8)).isEqualTo(content);
    }

    private static byte[] gzip(String content) {
        return gzip(content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] cut(byte[] bytes, int by) {
        return Arrays.copyOf(bytes, bytes.length - by);
    }
}

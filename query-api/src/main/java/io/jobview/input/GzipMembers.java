package io.jobview.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The content of a gzip, all its members one after the other. What is damaged, cut off or no gzip is an error also after
 * a good member, where the JDK's own stream takes it for the end. Zeros may fill up the rest, as for gzip(1).
 */
final class GzipMembers extends InputStream {

    private final InputStream in;
    private InputStream member = InputStream.nullInputStream();
    private long number;

    /** @param in one with marks: a member takes more than it needs, and gives the rest back */
    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        try {
            int read = member.read(target, from, length);
            while (read < 0 && openNext()) {
                read = member.read(target, from, length);
            }
            return read;
        } catch (IOException e) {
            String what = e instanceof EOFException ? "cut off" : "damaged: " + e.getMessage();
            throw new IOException("member " + number + " of its gzip is " + what, e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    private boolean openNext() throws IOException {
        in.mark(1);
        int next = in.read();
        if (next < 0) {
            return false;
        }
        number++;
        if (next == 0) {
            skipZeros();
            return false;
        }
        in.reset();
        member = new GzipCompressorInputStream(in);
        return true;
    }

    private void skipZeros() throws IOException {
        int next = 0;
        while (next == 0) {
            next = in.read();
        }
        if (next > 0) {
            throw new IOException("it begins with zeros");
        }
    }

    @Override
    public void close() throws IOException {
        member.close();
        in.close();
    }
}

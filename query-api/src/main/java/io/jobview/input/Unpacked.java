package io.jobview.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is in input that may be a gzip. */
final class Unpacked {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1F8B;

    private Unpacked() {}

    /** Knows a gzip by its first two bytes, whatever it is named. */
    static InputStream of(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        in.mark(2);
        int first = in.read();
        int second = first < 0 ? -1 : in.read();
        in.reset();
        return (first << 8 | second) == GZIP_MAGIC ? new GzipMembers(in) : in;
    }
}

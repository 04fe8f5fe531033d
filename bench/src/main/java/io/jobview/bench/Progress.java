package io.jobview.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says on stderr what takes long, at most every other second. For one thread. */
final class Progress {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final PrintWriter out;
    private long lastNanos = System.nanoTime();

    Progress(PrintWriter out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
        lastNanos = System.nanoTime();
    }

    void count(String what, long done, long all) {
        if (System.nanoTime() - lastNanos >= EVERY_NANOS) {
            say(String.format(Locale.ROOT, "  %s: %,d of %,d", what, done, all));
        }
    }
}

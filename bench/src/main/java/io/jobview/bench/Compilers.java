package io.jobview.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** What the compilers of a JVM take of the cores, by Linux's {@code /proc} (proc(5)): on a small machine it is taken from what is measured. */
final class Compilers {

    /** Less than this is rest: a busy JVM now and then compiles something for hours. */
    private static final double MOST_CORES = 0.02;

    private static final double TICKS_PER_SECOND = 100; // USER_HZ, whatever the kernel's own clock
    private static final int USER_TICKS = 11; // after the name: fields 14 and 15 of stat
    private static final int SYSTEM_TICKS = 12;

    private Compilers() {}

    /**
     * Goes on with some work until they rest.
     *
     * @param most ends it even while they still work; not in the middle of the work
     * @param pids of the JVMs
     */
    static void runUntilTheyRest(Duration most, List<Long> pids, Callable<?> work) throws Exception {
        long start = System.nanoTime();
        double share;
        do {
            long begun = System.nanoTime();
            double before = seconds(pids);
            work.call();
            share = (seconds(pids) - before) / (System.nanoTime() - begun) * TimeUnit.SECONDS.toNanos(1);
        } while (share > MOST_CORES && System.nanoTime() - start < most.toNanos());
    }

    private static double seconds(List<Long> pids) throws IOException {
        double sum = 0;
        for (long pid : pids) {
            sum += seconds(pid);
        }
        return sum;
    }

    /** Seconds of CPU since the process began; 0 where the system does not tell. */
    private static double seconds(long pid) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isReadable(tasks)) {
            return 0;
        }
        long ticks = 0;
        try (DirectoryStream<Path> each = Files.newDirectoryStream(tasks)) {
            for (Path task : each) {
                ticks += ticks(task.resolve("stat"));
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static long ticks(Path stat) throws IOException {
        try {
            String line = Files.readString(stat);
            int name = line.lastIndexOf(')');
            if (!line.substring(line.indexOf('('), name)
                    .contains("CompilerThre")) { // C1 and C2; a name ends after 15 bytes
                return 0;
            }
            String[] fields = line.substring(name + 2).split(" ");
            return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        } catch (NoSuchFileException e) {
            return 0; // the thread has ended
        }
    }
}

package io.jobview.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How much of the machine others took during a measurement, from Linux's {@code /proc} (proc(5)): a figure from a busy
 * machine says so itself.
 */
record MachineLoad(long nanos, Optional<Double> othersSeconds) {

    /** The unit of both files: USER_HZ is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Path MACHINE = Path.of("/proc/stat");
    private static final Path SELF = Path.of("/proc/self/stat");
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7, 8); // user nice system irq softirq steal

    static MachineLoad now() {
        return new MachineLoad(System.nanoTime(), others());
    }

    /** Cores used by others on average since then; empty where the system does not tell. */
    Optional<Double> sinceThen() {
        MachineLoad now = now();
        return now.othersSeconds.flatMap(end ->
                othersSeconds.map(start -> Math.max(0, (end - start) * 1e9 / Math.max(1, now.nanos - nanos))));
    }

    private static Optional<Double> others() {
        if (!Files.isReadable(MACHINE) || !Files.isReadable(SELF)) {
            return Optional.empty();
        }
        try {
            String[] machine = Files.readAllLines(MACHINE).get(0).split(" +");
            String self = Files.readString(SELF);
            // The second field is the command in brackets, which may hold spaces.
            String[] own = self.substring(self.lastIndexOf(')') + 2).split(" ");
            long busy = BUSY.stream()
                    .mapToLong(field -> Long.parseLong(machine[field]))
                    .sum();
            return Optional.of((busy - Long.parseLong(own[11]) - Long.parseLong(own[12])) / TICKS_PER_SECOND);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

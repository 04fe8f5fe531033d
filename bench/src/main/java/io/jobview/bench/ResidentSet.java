package io.jobview.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a process holds of the machine's memory, by Linux's {@code /proc} (proc(5)). */
final class ResidentSet {

    private ResidentSet() {}

    /** KiB now; empty where the system does not tell. */
    static Optional<Long> now(long pid) throws IOException {
        return field(pid, "VmRSS:");
    }

    /** The most it has held, in KiB. */
    static Optional<Long> peak(long pid) throws IOException {
        return field(pid, "VmHWM:");
    }

    private static Optional<Long> field(long pid, String name) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst();
    }
}

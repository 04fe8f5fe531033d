package io.jobview.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command speaks: answers to stdout, progress and complaints to stderr.
 *
 * @param moving whether stderr is a terminal, on which a progress bar can move
 */
public record Screen(PrintStream out, PrintStream err, boolean moving) {

    private static final Path STDERR = Path.of("/proc/self/fd/2");

    /** The process's own. */
    public static Screen ofProcess() {
        return new Screen(System.out, System.err, stderrIsTerminal());
    }

    /** System.console() asks for stdin and stdout too, so a pipe into publish would have no progress bar. */
    private static boolean stderrIsTerminal() {
        try {
            String target = Files.readSymbolicLink(STDERR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no /proc: lines instead of a bar are right on any screen
        }
    }
}

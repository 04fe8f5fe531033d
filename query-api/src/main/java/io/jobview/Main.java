package io.jobview;

import io.jobview.cli.JobviewCommand;
import io.jobview.cli.Screen;
import io.jobview.cli.ViewStarter;
import io.jobview.http.JettyAhead;
import io.jobview.view.StreamsView;
import picocli.CommandLine;

/** Runs {@code jobview}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(JobviewCommand.SERVE)) {
            endAfter(StreamsView.loadAhead());
            endAfter(JettyAhead.load());
        }
        System.exit(run(commandLine(), args));
    }

    /** A JVM that archives its classes as it ends can crash while another thread loads some (JDK 25). */
    private static void endAfter(Thread loader) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                loader.join();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "jobview-end"));
    }

    /** The commands of the service, and {@code moreSubcommands} beside them. */
    public static CommandLine commandLine(Object... moreSubcommands) {
        return JobviewCommand.commandLine(ViewStarter.of(StreamsView::start), Screen.ofProcess(), moreSubcommands);
    }

    /** Runs one command; returns the exit code: 0 done, 1 failed, 2 wrong usage. */
    public static int run(CommandLine commandLine, String[] args) {
        return commandLine.execute(args);
    }
}

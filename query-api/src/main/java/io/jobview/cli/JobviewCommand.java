package io.jobview.cli;

import io.jobview.config.ConfigException;
import io.jobview.http.HttpStartException;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** {@code jobview} itself: its subcommands, its exit codes, and the one line in which each of them fails. */
@Command(
        name = "jobview",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "jobview 0.1.0",
        description = "A Kafka-fed view of jobs, served page by page over HTTP.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"})
public final class JobviewCommand {

    /** The command that runs the service. */
    public static final String SERVE = "serve";

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the whole reason when something fails.")
    private boolean verbose;

    private JobviewCommand() {}

    /** The commands of the service, and {@code moreSubcommands} beside them. */
    public static CommandLine commandLine(ViewStarter starter, Screen screen, Object... moreSubcommands) {
        JobviewCommand jobview = new JobviewCommand();
        CommandLine line = new CommandLine(jobview);
        line.addSubcommand(new ServeCommand(starter, screen));
        line.addSubcommand(new PublishCommand(screen));
        line.addSubcommand(TokenCommand.commandLine(screen));
        for (Object subcommand : moreSubcommands) {
            line.addSubcommand(subcommand);
        }
        line.setParameterExceptionHandler((e, args) -> wrongUsage(e, screen.err()));
        line.setExecutionExceptionHandler((e, at, parsed) -> jobview.failed(e, screen.err()));
        return line;
    }

    private static int wrongUsage(ParameterException e, PrintStream err) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println("jobview: " + e.getMessage() + " (see " + command + " --help)");
        return CommandLine.ExitCode.USAGE;
    }

    private int failed(Exception e, PrintStream err) {
        boolean expected =
                e instanceof CommandException || e instanceof ConfigException || e instanceof HttpStartException;
        err.println("jobview: " + (expected ? e.getMessage() : e + " (--verbose shows where)"));
        if (verbose) {
            e.printStackTrace(err);
        }
        return e instanceof ConfigException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}

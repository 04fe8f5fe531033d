package io.jobview.cli;

import io.jobview.auth.AuthException;
import io.jobview.auth.NewToken;
import io.jobview.auth.Scope;
import io.jobview.config.ConfigException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobview token}: makes, lists and takes back the tokens with which readers ask. */
@Command(
        name = "token",
        description = "Makes tokens for readers, lists them, and takes them back.",
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand {

    private TokenCommand() {}

    static CommandLine commandLine(Screen screen) {
        return new CommandLine(new TokenCommand())
                .addSubcommand(new New(screen))
                .addSubcommand(new TokenListCommand(screen))
                .addSubcommand(new TokenRevokeCommand(screen));
    }

    /** {@code jobview token new}. The token goes to stdout alone, so that a script can keep it. */
    @Command(
            name = "new",
            description = "Prints a fresh token, once, and the line that stands for it in the tokens file.")
    static final class New implements Callable<Integer> {

        private final Screen screen;

        @Parameters(paramLabel = "NAME", description = "Whose token it is, for people.")
        private String name = "";

        @Option(
                names = "--scope",
                split = ",",
                paramLabel = "SCOPE",
                description = "What it may be used for: jobs:read, ops:read (jobs:read).")
        private List<String> scopes = List.of(Scope.JOBS_READ.text());

        @Option(
                names = "--workflow",
                split = ",",
                paramLabel = "ID",
                description = "A workflow that it may read, percent-encoded; team-a-* is all that begin so (all).")
        private List<String> workflows = List.of();

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                description = "From when on it is no longer good: 90d, or 2027-01-31T00:00:00Z (never).")
        private @Nullable String expires;

        @Option(names = "--file", paramLabel = "FILE", description = "Add the line to this tokens file.")
        private @Nullable Path file;

        New(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Integer call() {
            NewToken token = token();
            if (file == null) {
                screen.err().println("jobview: the line for the tokens file; the token itself is shown only now");
                screen.err().println(token.line());
            } else {
                append(token, file);
                screen.err().println("jobview: added " + name + " to " + file + "; the token is shown only now");
            }
            screen.out().println(token.text());
            return 0;
        }

        private NewToken token() {
            try {
                return NewToken.of(
                        name, scopes, workflows, expires == null ? null : Expiry.read(expires, Instant.now()));
            } catch (AuthException e) {
                throw new ConfigException(String.valueOf(e.getMessage()));
            }
        }

        private static void append(NewToken token, Path file) {
            try {
                token.appendTo(file);
            } catch (AuthException e) {
                throw new CommandException(String.valueOf(e.getMessage()), e);
            }
        }
    }
}

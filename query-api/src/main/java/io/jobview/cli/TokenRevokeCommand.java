package io.jobview.cli;

import io.jobview.auth.AuthException;
import io.jobview.auth.KeptTokens;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jobview token revoke}. */
@Command(
        name = "revoke",
        description = "Takes a token out of a tokens file; a running service refuses it a second later.")
final class TokenRevokeCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "NAME", description = "Whose token it is.")
    private String name = "";

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The tokens file.")
    private Path file = Path.of("tokens");

    TokenRevokeCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try {
            KeptTokens.revoke(file, name);
        } catch (AuthException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
        screen.err().println("jobview: took " + name + " out of " + file);
        return 0;
    }
}

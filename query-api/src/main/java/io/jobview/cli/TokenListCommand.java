package io.jobview.cli;

import io.jobview.auth.AuthException;
import io.jobview.auth.KeptTokens;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jobview token list}: a line for each token, fields separated by tabs, on stdout. */
@Command(name = "list", description = "Prints who is in a tokens file: name, scopes, workflows, when it expires.")
final class TokenListCommand implements Callable<Integer> {

    private final Screen screen;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The tokens file.")
    private Path file = Path.of("tokens");

    TokenListCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try {
            for (KeptTokens.Kept token : KeptTokens.list(file, Instant.now())) {
                String expires =
                        token.expires() == null ? "never" : token.expires().toString();
                screen.out()
                        .println(String.join(
                                "\t",
                                token.name(),
                                String.join(",", token.scopes()),
                                token.workflows(),
                                token.isExpired() ? expires + " (expired)" : expires));
            }
            return 0;
        } catch (AuthException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }
}

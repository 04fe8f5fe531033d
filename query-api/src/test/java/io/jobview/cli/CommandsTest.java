package io.jobview.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import io.jobview.http.InMemoryView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen = new Screen(System.out, new PrintStream(err, true), false);
    private final CommandLine line = JobviewCommand.commandLine(
            config -> {
                throw new CommandException("the view was asked for");
            },
            screen);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 2 | Missing required subcommand (see jobview --help)",
                "fly | 2 | Unmatched argument at index 0: 'fly' (see jobview --help)",
                "serve --fly | 2 | Unknown option: '--fly' (see jobview serve --help)",
                "serve --port | 2 | Missing required parameter for option '--port' (PORT) (see jobview serve --help)",
                "serve --port=x | 2 | http.port is 'x' but must be a whole number from 0 to 65535",
                "serve --config=none | 2 | cannot read the configuration none: there is no such file",
                "serve --port=0 | 1 | the view was asked for",
                "publish none.ndjson | 1 | there is no file none.ndjson",
                "publish / | 1 | cannot read /: Is a directory",
                "publish a b | 2 | Unmatched argument at index 2: 'b' (see jobview publish --help)",
                "publish --bootstrap=x /dev/null | 1 | cannot reach Kafka at x: Invalid url in bootstrap.servers: x",
            })
    void everyFailureIsOneLineAndACode(String args, int code, String message) {
        assertThat(line.execute(args.isEmpty() ? new String[0] : args.split(" ")))
                .isEqualTo(code);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("jobview: " + message + "\n");
    }

    @Test
    void aTakenPortIsOneLine() {
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), new InMemoryView())) {
            assertThat(line.execute("serve", "--port", String.valueOf(server.port())))
                    .isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .isEqualTo("jobview: cannot listen on 127.0.0.1:" + server.port() + ": the port is taken\n");
        }
    }

    @Test
    void verboseShowsTheWholeReason() {
        line.execute("serve", "--port=0", "--verbose");

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("jobview: the view was asked for\n")
                .contains("\tat io.jobview.cli.CommandsTest");
    }
}

package io.jobview.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.http.HttpConfig;
import io.jobview.http.HttpServer;
import io.jobview.http.InMemoryView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen = new Screen(System.out, new PrintStream(err, true), false);
    private final CommandLine line = JobviewCommand.commandLine(
            (config, advertised) -> {
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
                "serve --port=0 --no-auth | 1 | the view was asked for",
                "serve --port=0 | 2 | nobody may read yet: set auth.tokens.file (jobview token new makes a token) or"
                        + " auth.jwt.jwks.url, or let anybody on this machine read with --no-auth",
                "serve --port=0 --no-auth --host=0.0.0.0 | 2 | http.host is '0.0.0.0' but must be a loopback address such"
                        + " as 127.0.0.1 while anybody may read: auth.disabled is true",
                "serve --port=0 --tokens=none | 2 | cannot read the tokens file none: there is no such file",
                "token | 2 | Missing required subcommand (see jobview token --help)",
                "token new | 2 | Missing required parameter: 'NAME' (see jobview token new --help)",
                "token new a/b | 2 | the name must be 1 to 100 letters, digits, '.', '_', '@' or '-', and no token",
                "token new a --scope=jobs:write | 2 | a scope must be one of jobs:read, ops:read",
                "token new a --workflow=*a | 2 | a workflow must be an id, percent-encoded, or the beginning of ids with a"
                        + " * at its end",
                "token new a --file=none/tokens | 1 | cannot write none/tokens: there is no such folder",
                "token new a --expires=soon | 2 | --expires is 'soon' but must be days such as 90d or a time such as"
                        + " 2027-01-31T00:00:00Z",
                "token new a --expires=0d | 2 | --expires is '0d', which is over already",
                "token list | 2 | Missing required option: '--file=FILE' (see jobview token list --help)",
                "token list --file=none | 1 | cannot read the tokens file none: there is no such file",
                "token revoke a --file=none | 1 | cannot read the tokens file none: there is no such file",
                "publish none.ndjson | 1 | there is no file none.ndjson",
                "publish / | 1 | cannot read / (Is a directory)",
                "publish a b | 2 | Unmatched argument at index 2: 'b' (see jobview publish --help)",
                "publish --bootstrap=127.0.0.1:1 /dev/null | 1 | cannot reach Kafka at 127.0.0.1:1: Connection refused",
                "publish --bootstrap=x /dev/null | 1 | cannot reach Kafka at x: Invalid url in bootstrap.servers: x",
            })
    void everyFailureIsOneLineAndACode(String args, int code, String message) {
        assertThat(line.execute(args.isEmpty() ? new String[0] : args.split(" ")))
                .isEqualTo(code);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("jobview: " + message + "\n");
    }

    @Test
    void whatIsNoEventsIsRefusedBeforeKafkaIsAsked(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("array.json"), "[{}]");

        assertThat(line.execute("publish", "--bootstrap=x", file.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("jobview: cannot publish " + file + ": its content looks like one JSON array, not like one"
                        + " JSON object a line: put its events on lines of their own, as jq -c '.[]' does\n");
    }

    @Test
    void aPortThatDoesNotSpeakKafkaIsOneLine() {
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), new InMemoryView())) {
            String address = "127.0.0.1:" + server.port();
            assertThat(line.execute("publish", "--bootstrap", address, "/dev/null"))
                    .isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .isEqualTo("jobview: " + address + " does not speak Kafka but HTTP\n");
        }
    }

    @Test
    void aTakenPortIsOneLineAndTheViewEndsWithoutHavingJoined() {
        AtomicReference<Future<URI>> reachable = new AtomicReference<>();
        AtomicInteger ended = new AtomicInteger();
        CommandLine serving = JobviewCommand.commandLine(
                (config, advertised) -> {
                    reachable.set(advertised);
                    return new ViewStarter.Started(new InMemoryView(), ended::incrementAndGet);
                },
                screen);
        try (HttpServer server = HttpServer.start(new HttpConfig("127.0.0.1", 0), new InMemoryView())) {
            assertThat(serving.execute("serve", "--no-auth", "--port", String.valueOf(server.port())))
                    .isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .isEqualTo("jobview: cannot listen on 127.0.0.1:" + server.port() + ": the port is taken\n");
        }
        assertThat(reachable.get()).isNotDone();
        assertThat(ended).hasValue(1);
    }

    @Test
    void verboseShowsTheWholeReason() {
        line.execute("serve", "--port=0", "--no-auth", "--verbose");

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("jobview: the view was asked for\n")
                .contains("\tat io.jobview.cli.CommandsTest");
    }
}

package io.jobview.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.cli.CommandException;
import io.jobview.cli.JobviewCommand;
import io.jobview.cli.Screen;
import io.jobview.cli.ViewStarter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code jobview demo} says to options that cannot be, before it starts anything. */
class DemoCommandTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen screen = new Screen(System.out, new PrintStream(err, true), false);
    private final ViewStarter starter = (config, advertised) -> {
        throw new CommandException("the view was asked for");
    };

    @ParameterizedTest
    @CsvSource({
        "--jobs, -1, 10000000",
        "--jobs, 10000001, 10000000",
        "--port, -1, 65535",
        "--port, 65536, 65535",
        "--kafka-port, -1, 65535",
        "--kafka-port, 65536, 65535",
        "--instances, 0, 9",
        "--instances, 10, 9",
    })
    void aNumberOutOfItsRangeIsWrongUsage(String option, String value, String most) {
        int code = JobviewCommand.commandLine(starter, screen, new DemoCommand(starter, screen))
                .execute("demo", option, value);
        assertThat(code).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("jobview: " + option + " " + value)
                .contains(".." + most)
                .endsWith(" (see jobview demo --help)\n")
                .hasLineCount(1);
    }
}

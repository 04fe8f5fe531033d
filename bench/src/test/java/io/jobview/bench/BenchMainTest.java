package io.jobview.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs every benchmark on tiny data, so that none rots between the times it is needed. */
class BenchMainTest {

    private static final Pattern FIGURE = Pattern.compile("\"([a-z0-9_]+)\":([0-9.]+)[,}]");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void everyBenchmarkRunsAndItsFiguresAreInTableAndJson() throws IOException {
        Path json = folder.resolve("figures.json");
        int code = run(
                "all",
                "--events",
                "8000",
                "--jobs",
                "2000",
                "--seconds",
                "0.05",
                "--data",
                folder.resolve("data").toString(),
                "--json",
                json.toString());
        assertThat(code).as("%s", err).isZero();
        List<String> keys = new ArrayList<>();
        Matcher figure = FIGURE.matcher(Files.readString(json));
        while (figure.find()) {
            keys.add(figure.group(1));
            assertThat(out.toString()).contains(figure.group(1));
            if (!figure.group(1).endsWith("_by_others")) {
                assertThat(Double.parseDouble(figure.group(2)))
                        .as(figure.group(1))
                        .isPositive();
            }
        }
        assertThat(keys)
                .contains(
                        "fold_events_per_s",
                        "fold_vs_consumer",
                        "pages10_per_s",
                        "page10_vs_static",
                        "page50_vs_static",
                        "page100_vs_static",
                        "rare_filter_vs_first",
                        "gone_status_vs_first",
                        "deep_page_vs_first");
    }

    @Test
    void wrongUsageIsSaidAndExitsWithTwo() {
        assertThat(run("folds")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no benchmark folds");
        assertThat(run("page", "--connections", "0")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void helpNamesEveryBenchmark() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("fold ", "page ", "filter ", "all ");
    }

    private int run(String... arguments) {
        CommandLine command = BenchMain.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}

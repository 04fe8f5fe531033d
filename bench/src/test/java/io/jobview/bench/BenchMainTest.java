package io.jobview.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs every benchmark on tiny data, so that none rots between the times it is needed. */
class BenchMainTest {

    private static final Pattern FIGURE = Pattern.compile("\"([a-z0-9_]+)\":([0-9.]+)[,}]");

    /** What a run of everything promises to have, whatever else it tells. */
    private static final String[] KEYS = {
        "page10_vs_static",
        "page50_vs_static",
        "page100_vs_static",
        "repeat10_vs_static",
        "poll_vs_static",
        "page10_vs_textbook",
        "rare_filter_vs_first",
        "deep_page_vs_first",
        "huge_workflow_vs_first",
        "mixed_p99_vs_idle",
        "fold_events_per_s",
        "fold_spread_events_per_s",
        "fold_vs_consumer",
        "fold_vs_textbook",
        "fresh_p99_ms",
        "forward_p50_ms",
        "direct_p50_ms",
        "roundtrip_p50_ms",
        "forward_extra_vs_roundtrip",
        "restore_records_per_s",
        "restore_vs_stock",
        "start_s",
        "memory_mib"
    };

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES) // two on a machine that does nothing else
    void everyBenchmarkRunsAndItsFiguresAreInTableAndJson() throws IOException {
        Path json = folder.resolve("figures.json");
        int code = run("all", "--quick", "--json", json.toString());
        assertThat(code).as("%s", err).isZero();
        Map<String, Double> figures = new LinkedHashMap<>();
        Matcher figure = FIGURE.matcher(Files.readString(json));
        while (figure.find()) {
            figures.put(figure.group(1), Double.parseDouble(figure.group(2)));
        }
        assertThat(figures).containsKeys(KEYS);
        assertThat(KEYS).allSatisfy(key -> {
            assertThat(figures.get(key)).as(key).isPositive();
            assertThat(out.toString()).contains(key + " ");
        });
    }

    @Test
    void wrongUsageIsSaidAndExitsWithTwo() {
        assertThat(run("folds")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no benchmark folds");
        assertThat(run("page", "--connections", "0")).isEqualTo(2);
        assertThat(run("page", "--jobs", "10")).isEqualTo(2);
        assertThat(run("page", "--warm-up", "-1")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void helpNamesEveryBenchmark() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("fold ", "page ", "poll ", "filter ", "mixed ", "fresh ", "forward ")
                .contains("restore ", "start ", "memory ", "all ", "jmh ");
    }

    private int run(String... arguments) {
        CommandLine command = BenchMain.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}

package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.demo.DemoMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobview demo} as a person runs it, in a process of its own. */
class DemoTest {

    private static final String BUSIEST = "email-digest";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(15);

    @TempDir
    private Path dir;

    @Test
    @Timeout(240)
    void showsLiveJobsAndKeepsThemOverARestart() throws Exception {
        List<String> finished;
        try (Child demo = demo("--jobs", "300", "--data", dir.resolve("data").toString())) {
            Reader reader = new Reader(demo.awaitReady(PATIENCE));
            List<String> early = awaitRows(reader);
            assertThat(reader.page(BUSIEST, 10, "").rows()).hasSize(10);
            await().atMost(PATIENCE).until(() -> !reader.rows(BUSIEST, 100).equals(early));

            // What a second demo does to a folder that is in use: nothing.
            try (Child second = demo("--data", dir.resolve("data").toString())) {
                assertFailsInOneLine(second, 1, "in use by another process");
            }
            finished = reader.rows(BUSIEST, 100).stream()
                    .filter(DemoTest::isFinished)
                    .toList();
            stop(demo);
        }
        assertThat(finished).isNotEmpty();
        try (Child demo = demo("--jobs", "300", "--data", dir.resolve("data").toString())) {
            Reader reader = new Reader(demo.awaitReady(PATIENCE));
            assertThat(reader.rows(BUSIEST, 100)).containsAll(finished);
            List<String> early = reader.rows(BUSIEST, 100);
            await().atMost(PATIENCE).until(() -> !reader.rows(BUSIEST, 100).equals(early));
            stop(demo);
        }
    }

    @Test
    @Timeout(120)
    void withoutJobsItServesAnEmptyPage() throws Exception {
        try (Child demo = demo("--jobs", "0")) {
            Reader reader = new Reader(demo.awaitReady(PATIENCE));
            assertThat(reader.page(BUSIEST, 10, "")).isEqualTo(new Reader.Page(List.of(), ""));
            stop(demo);
        }
    }

    @Test
    @Timeout(180)
    void saysInOneLineWhyItCannotStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            try (Child demo = demo("--port", port)) {
                assertFailsInOneLine(demo, 1, port);
            }
            try (Child demo = demo("--kafka-port", port)) {
                assertFailsInOneLine(demo, 1, port);
            }
        }
        Path file = Files.createFile(dir.resolve("file"));
        try (Child demo = demo("--data", file.toString())) {
            assertFailsInOneLine(demo, 1, file.toString());
        }
        try (Child demo = demo("--jbos", "3")) {
            assertFailsInOneLine(demo, 2, "--jbos");
        }
    }

    private static List<String> awaitRows(Reader reader) throws IOException, InterruptedException {
        await().atMost(PATIENCE).until(() -> reader.rows(BUSIEST, 100).size() > 10);
        return reader.rows(BUSIEST, 100);
    }

    private static boolean isFinished(String row) {
        return !row.contains("\"status\":\"PENDING\"") && !row.contains("\"status\":\"RUNNING\"");
    }

    private static void stop(Child demo) throws InterruptedException {
        demo.terminate();
        assertThat(demo.awaitExit(STOP_WITHIN)).as(demo::output).isZero();
        assertThat(demo.stackTrace()).as(demo::output).isEmpty();
    }

    /** All that it says in vain, besides where its Kafka listens, is this one line. */
    private static void assertFailsInOneLine(Child demo, int exitCode, String saying) throws InterruptedException {
        assertThat(demo.awaitExit(PATIENCE)).as(demo::output).isEqualTo(exitCode);
        List<String> complaints = demo.lines().stream()
                .filter(line -> !line.startsWith("jobview: Kafka listens on"))
                .toList();
        assertThat(complaints)
                .singleElement()
                .asString()
                .startsWith("jobview: ")
                .contains(saying);
    }

    private static Child demo(String... options) {
        List<String> args = new ArrayList<>(List.of("demo", "--port", "0", "--kafka-port", "0"));
        for (int i = 0; i < options.length; i += 2) {
            int given = args.indexOf(options[i]);
            if (given >= 0) {
                args.set(given + 1, options[i + 1]);
            } else {
                args.add(options[i]);
                args.add(options[i + 1]);
            }
        }
        return Child.start(DemoMain.class, args);
    }
}

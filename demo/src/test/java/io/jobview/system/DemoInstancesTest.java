package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.demo.DemoMain;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code jobview demo --instances 3} as a person runs it. */
class DemoInstancesTest {

    private static final Pattern INSTANCE =
            Pattern.compile("instance ([123]): (http://127\\.0\\.0\\.1:\\d+) pid (\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<URI> addresses = new ArrayList<>();
    private final List<ProcessHandle> processes = new ArrayList<>();

    @Test
    @Timeout(400)
    void anyInstanceAnswersAlsoWhenOneIsKilledAndAllStopTogether() throws Exception {
        try (Child demo = demo()) {
            awaitInstances(demo);
            for (URI address : addresses) {
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> new Reader(address)
                                        .page("email-digest", 10, "")
                                        .rows()
                                        .size()
                                == 10);
            }
            processes.get(1).destroyForcibly();
            demo.awaitLine(
                    line -> line.contains("instance 2 (pid " + processes.get(1).pid() + ") ended"), PATIENCE);
            for (int i = 0; i < 3; i += 2) {
                Reader reader = new Reader(addresses.get(i));
                await().atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> reader.page("email-digest", 10, "").rows().size() == 10);
            }
            demo.terminate();
            assertThat(demo.awaitExit(Duration.ofSeconds(40))).as(demo::output).isZero();
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(demo.stackTrace()).as(demo::output).isEmpty();
        }
    }

    @Test
    @Timeout(400)
    void noInstanceOutlivesADemoThatIsKilled() throws Exception {
        try (Child demo = demo()) {
            awaitInstances(demo);
            demo.kill();
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private void awaitInstances(Child demo) throws InterruptedException {
        URI first = demo.awaitReady(PATIENCE);
        for (String line : demo.lines().stream().sorted().toList()) { // they may come in any order
            Matcher instance = INSTANCE.matcher(line);
            if (instance.matches()) {
                addresses.add(URI.create(instance.group(2)));
                processes.add(
                        ProcessHandle.of(Long.parseLong(instance.group(3))).orElseThrow());
            }
        }
        assertThat(addresses)
                .as(demo::output)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .contains(first);
    }

    private static Child demo() {
        return Child.start(
                DemoMain.class,
                List.of("demo", "--port", "0", "--kafka-port", "0", "--jobs", "200", "--instances", "3"));
    }
}

package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table in docs/api.md says what the code does, no more and no less. */
class ProblemTableTest {

    private static final Pattern LINE =
            Pattern.compile("\\| ([0-9]{3}) \\| `urn:jobview:problem:([a-z-]+)` \\| .+ \\|");
    private static final Pattern MADE =
            Pattern.compile("(?s)\"([a-z]+(?:-[a-z]+)*)\",\\s*\"[A-Z][^\"]*\",\\s*([0-9]{3}),");

    @Test
    void theDocumentedTableIsTheOneOfTheCode() throws IOException {
        SortedSet<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/api.md"))) {
            Matcher row = LINE.matcher(line);
            if (row.matches()) {
                assertThat(documented.add(row.group(1) + " " + row.group(2)))
                        .as(line)
                        .isTrue();
            }
        }
        assertThat(documented).isEqualTo(made());
    }

    /** Each problem is made in one way, with its code, title and status side by side. */
    static SortedSet<String> made() throws IOException {
        SortedSet<String> made = new TreeSet<>();
        Matcher problem = MADE.matcher(Files.readString(Path.of("src/main/java/io/jobview/http/Problems.java")));
        while (problem.find()) {
            made.add(problem.group(2) + " " + problem.group(1));
        }
        assertThat(made).contains("400 invalid-parameter", "429 too-many-requests", "503 not-ready");
        return made;
    }

    @Test
    void whateverJettyRefusesIsInTheTable() throws IOException {
        for (int status = 400; status < 600; status++) {
            Problem problem = Problems.refusedByServer(status);
            assertThat(made()).contains(problem.status() + " " + problem.code());
        }
    }
}

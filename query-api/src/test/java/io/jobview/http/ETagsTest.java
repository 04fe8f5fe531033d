package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.fold.JobStatus;
import io.jobview.query.Digest;
import io.jobview.query.JobFilter;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {

    private static final String TAG = "\"a,b\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a,b\"",
                "W/\"a,b\"",
                "*",
                " * ",
                "\"x\", \"a,b\"",
                "\"x\",W/\"a,b\" , \"y\"",
                ",,\t\"a,b\",",
                "\"\",\"a,b\"",
                "\"x\"\"a,b\"",
                "\"a,b-gzip\"",
                "\"a,b--gzip\"",
                "W/\"a,b;gzip\"",
                "\"x-br\", \"a,b-br\"",
                "\"a,b-zstd\"",
                "\"a,b-deflate\""
            })
    void whatTheReaderHasIsFound(String list) {
        assertThat(ETags.matches(list, TAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"\"",
                "a,b",
                "\"a\"",
                "\"b\"",
                "\"a,b",
                "\"A,B\"",
                "\"a,b-\"",
                "\"a,bgzip\"",
                "\"a,b-gzip-gzip\"",
                "\"a,b-gzipx\"",
                "\"a-gzip\"",
                "w/\"a,b\"",
                "W/ \"a,b\"",
                "**",
                "*, \"x\"",
                "\"x\" ; \"a,b\"",
                "\"xa,b\"",
                "W/"
            })
    void whatItHasNotIsNot(String list) {
        assertThat(ETags.matches(list, TAG)).isFalse();
    }

    @Test
    void aTagIsTheDigestAndTheQueryInHexadecimal() {
        assertThat(ETags.of(new Digest(0x0123456789abcdefL, -1), 0xfeL))
                .isEqualTo("\"0123456789abcdefffffffffffffffff-00000000000000fe\"");
    }

    @Test
    void everyPartOfAQueryCounts() {
        JobFilter failed = new JobFilter(Set.of(JobStatus.FAILED), Set.of());
        Instant time = Instant.parse("2026-01-31T12:00:00.5Z");
        List<PageRequest> requests = List.of(
                new PageRequest("w", JobFilter.ALL, 10, null),
                new PageRequest("v", JobFilter.ALL, 10, null),
                new PageRequest("w", failed, 10, null),
                new PageRequest("w", JobFilter.ALL, 11, null),
                new PageRequest("w", JobFilter.ALL, 10, new RowPosition(time, "a")),
                new PageRequest("w", JobFilter.ALL, 10, new RowPosition(time.plusNanos(1), "a")),
                new PageRequest("w", JobFilter.ALL, 10, new RowPosition(time.plusSeconds(1), "a")),
                new PageRequest("w", JobFilter.ALL, 10, new RowPosition(time, "b")));

        assertThat(Stream.concat(
                        requests.stream().map(request -> ETags.query(request, "application/json")),
                        Stream.of(
                                ETags.query(requests.get(0), "application/x-ndjson"),
                                ETags.query("application/json", "a", "b"),
                                ETags.query("application/json", "ab", ""))))
                .doesNotHaveDuplicates();
    }

    /** Another replica is another process: nothing may hang on what a JVM makes up, such as the hash of an enum. */
    @Test
    void theHashOfAQueryIsTheSameEverywhere() {
        JobFilter failed = new JobFilter(Set.of(JobStatus.FAILED, JobStatus.CANCELLED), Set.of());
        RowPosition after = new RowPosition(Instant.parse("2026-01-31T12:00:00.5Z"), "j");
        assertThat(Long.toHexString(ETags.query(new PageRequest("w", failed, 10, after), "application/json")))
                .isEqualTo("f8ab47df81e95a6f");
    }
}

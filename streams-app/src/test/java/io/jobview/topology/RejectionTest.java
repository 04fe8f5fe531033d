package io.jobview.topology;

import static io.jobview.fold.EventBuilder.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionTest {

    /** A producer's default max.request.size, which no dead letter may exceed. */
    private static final int MAX_REQUEST = 1 << 20;

    @TempDir
    Path folder;

    private TopologyRun run;

    @BeforeEach
    void open() {
        run = new TopologyRun(folder, 3);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void keepsTheRecordAndSaysWhereItCameFromAndWhy() {
        run.events.pipeInput(valid());
        byte[] key = {1, 2};
        byte[] value = "{\"type\":\"job.exploded\"}".getBytes(UTF_8);
        Headers headers = new RecordHeaders().add("trace", new byte[] {3}).add("none", null);
        run.events.pipeInput(new TestRecord<>(key, value, headers));

        TestRecord<byte[], byte[]> letter = letter();
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.headers().lastHeader("trace").value()).containsExactly(3);
        assertThat(letter.headers().lastHeader("none").value()).isNull();
        assertThat(text(letter, DeadLetter.TOPIC)).isEqualTo("job-events");
        assertThat(text(letter, DeadLetter.PARTITION)).isEqualTo("0");
        assertThat(text(letter, DeadLetter.OFFSET)).isEqualTo("1");
        assertThat(text(letter, DeadLetter.FIELD)).isEqualTo("type");
        assertThat(text(letter, DeadLetter.REASON)).startsWith("type: ");
        assertThat(run.counters.rejected()).isEqualTo(1);
    }

    @Test
    void takesEveryKindOfWrongValue() {
        List<String> wrong = List.of(
                "",
                "not json",
                "[]",
                "{",
                "{\"type\":\"job.created\"}",
                new String(valid(), UTF_8).replace("2026-01-01T00:00:00Z", "yesterday"),
                new String(valid(), UTF_8).replace("\"attempt\":1", "\"attempt\":0"),
                new String(valid(), UTF_8).replace("\"job_id\":\"j\"", "\"job_id\":\"" + "x".repeat(256) + "\""),
                new String(valid(), UTF_8) + " ".repeat(64 * 1024));
        for (String value : wrong) {
            run.events.pipeInput(value.getBytes(UTF_8));
            TestRecord<byte[], byte[]> letter = letter();
            assertThat(letter.value()).as(value).isEqualTo(value.getBytes(UTF_8));
            assertThat(text(letter, DeadLetter.REASON)).as(value).isNotBlank();
        }
        run.events.pipeInput(new byte[] {'"', (byte) 0xff, '"'});
        assertThat(text(letter(), DeadLetter.REASON)).contains("UTF-8");
        assertThat(run.counters.rejected()).isEqualTo(wrong.size() + 1);
        assertThat(run.counters.folded()).isZero();
    }

    @Test
    void takesARecordWithoutAValueOrAKey() {
        run.events.pipeInput(new TestRecord<>(null, null));
        TestRecord<byte[], byte[]> letter = letter();
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(text(letter, DeadLetter.FIELD)).isEmpty();
        assertThat(text(letter, DeadLetter.REASON)).isEqualTo("no value");
    }

    @Test
    void saysWhereARecordReallyCameFromWhateverItsHeadersSay() {
        Headers forged = new RecordHeaders().add(DeadLetter.OFFSET, new byte[] {'9'});
        run.events.pipeInput(new TestRecord<>(null, null, forged));
        TestRecord<byte[], byte[]> letter = letter();
        assertThat(letter.headers().headers(DeadLetter.OFFSET)).hasSize(1);
        assertThat(text(letter, DeadLetter.OFFSET)).isEqualTo("0");
    }

    @Test
    void cutsWhatWouldNotFitIntoARequest() {
        byte[] huge = new byte[2_000_000];
        Arrays.fill(huge, (byte) 'x');
        run.events.pipeInput(huge, huge);
        TestRecord<byte[], byte[]> letter = letter();
        assertThat(letter.value()).isEqualTo(Arrays.copyOf(huge, 64 * 1024));
        assertThat(letter.key()).isEqualTo(Arrays.copyOf(huge, 64 * 1024));
        assertThat(text(letter, DeadLetter.CUT_FROM)).isEqualTo("2000000");
        assertThat(text(letter, DeadLetter.OFFSET)).isEqualTo("0");
    }

    @Test
    void countsHeadersAsTheyAreSent() {
        Headers many = new RecordHeaders();
        for (int i = 0; i < 200_000; i++) {
            many.add("日", null);
        }
        run.events.pipeInput(new TestRecord<>(null, null, many));
        assertThat(sent(letter())).isLessThan(MAX_REQUEST);
    }

    @Test
    void rejectsAReroutedRecordThatHasNoReadableOrigin() {
        run.rerouted.pipeInput(valid());
        assertThat(text(letter(), DeadLetter.REASON)).contains(Origin.HEADER);
        run.rerouted.pipeInput(new TestRecord<>(
                null, valid(), new RecordHeaders().add(Origin.HEADER, new byte[] {1, 2})));
        TestRecord<byte[], byte[]> letter = letter();
        assertThat(text(letter, DeadLetter.REASON)).contains(Origin.HEADER);
        assertThat(text(letter, DeadLetter.TOPIC)).isEqualTo(TopologyRun.TOPICS.rerouted());
        assertThat(text(letter, DeadLetter.OFFSET)).isEqualTo("1");
        assertThat(run.rows(run.workflowOf(0))).isEmpty();
    }

    @Test
    void rejectsAReroutedRecordOfAnotherHomeInsteadOfSendingItRoundForEver() {
        run.events.pipeInput(EventJson.of(event(EventType.CREATED, "2026-01-01T00:00:00Z")
                .job(run.workflowOf(1), "j")
                .build()));
        assertThat(text(letter(), DeadLetter.FIELD)).isEqualTo("workflow_id");
        assertThat(run.written(TopologyRun.TOPICS.rerouted())).hasSize(1);
    }

    private byte[] valid() {
        return EventJson.of(event(EventType.CREATED, "2026-01-01T00:00:00Z")
                .job(run.workflowOf(0), "j")
                .build());
    }

    private TestRecord<byte[], byte[]> letter() {
        List<TestRecord<byte[], byte[]>> letters = run.written(TopologyRun.TOPICS.deadLetters());
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static String text(TestRecord<byte[], byte[]> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), UTF_8);
    }

    /** Bytes on the wire, without what framing adds. */
    private static long sent(TestRecord<byte[], byte[]> letter) {
        long bytes = length(letter.key()) + length(letter.value());
        for (Header header : letter.headers()) {
            bytes += 2 + header.key().getBytes(UTF_8).length + length(header.value());
        }
        return bytes;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}

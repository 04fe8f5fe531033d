package io.jobview.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.query.JobFilter;
import io.jobview.query.RowPosition;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorkflowCursorTest {

    @Test
    void whatIsEncodedIsDecoded() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 2_000; run++) {
            StringBuilder id = new StringBuilder();
            for (int length = random.nextInt(1, 60); length > 0; length--) {
                id.appendCodePoint(random.nextBoolean() ? random.nextInt(0x20, 0x7F) : random.nextInt(0xA0, 0xD800));
            }
            String text = WorkflowCursor.encode("x" + id);
            assertThat(text).as("seed %d", seed).matches("[A-Za-z0-9_-]{8," + WorkflowCursor.MAX_LENGTH + "}");
            assertThat(WorkflowCursor.decode(text)).as("seed %d", seed).isEqualTo("x" + id);
        }
        assertThat(WorkflowCursor.encode("a".repeat(Ids.MAX_BYTES))).hasSize(WorkflowCursor.MAX_LENGTH);
    }

    @Test
    void theWireFormIsWhatItWas() {
        assertThat(WorkflowCursor.encode("workflow-1")).isEqualTo("QXdvcmtmbG93LTFIndZW");
    }

    @Test
    void noSingleChangeLeadsElsewhere() {
        String text = WorkflowCursor.encode("some-workflow");
        for (int at = 0; at < text.length(); at++) {
            for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= .".toCharArray()) {
                String changed = text.substring(0, at) + c + text.substring(at + 1);
                assertThat(WorkflowCursor.decode(changed))
                        .as(changed)
                        .isEqualTo(c == text.charAt(at) ? "some-workflow" : null);
            }
        }
        assertThat(WorkflowCursor.decode("")).isNull();
        assertThat(WorkflowCursor.decode(text + "=")).isNull();
    }

    @Test
    void theCursorsOfTheTwoListsAreNotTakenForEachOther() {
        String ofJobs = CursorCodec.encode(new RowPosition(Instant.EPOCH, "j"), "w", JobFilter.ALL);
        assertThat(WorkflowCursor.decode(ofJobs)).isNull();
        assertThat(CursorCodec.decode(WorkflowCursor.encode("w".repeat(40)), "w", JobFilter.ALL))
                .isInstanceOf(CursorResult.Mangled.class);
    }
}

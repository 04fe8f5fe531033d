package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobview.event.EventType;
import io.jobview.event.Trigger;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobState;
import io.jobview.fold.JobStatus;
import io.jobview.query.Digest;
import io.jobview.store.key.StateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WorkflowSummaryTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-01-01T00:00:00.000000005Z");

    private static final DerivedRow PENDING = row("a", EventType.CREATED, Trigger.AUTOMATIC);
    private static final DerivedRow FAILED = row("a", EventType.FAILED, Trigger.MANUAL);

    @Test
    void aJobThatMovesIsCountedWhereItIs() {
        WorkflowSummary created = WorkflowSummary.EMPTY.replace(null, PENDING, EARLY);
        assertThat(created.count(JobStatus.PENDING, Trigger.AUTOMATIC)).isEqualTo(1);
        assertThat(created.digest()).isEqualTo(PENDING.digest());

        WorkflowSummary failed = created.replace(PENDING, FAILED, LATE);
        assertThat(failed.count(JobStatus.PENDING, Trigger.AUTOMATIC)).isZero();
        assertThat(failed.count(JobStatus.FAILED, Trigger.MANUAL)).isEqualTo(1);
        assertThat(failed.total()).isEqualTo(1);
        assertThat(failed.digest()).isEqualTo(FAILED.digest());
        assertThat(created.total()).as("the one before is immutable").isEqualTo(1);
    }

    @Test
    void aDeletedJobIsNotCountedButKeepsTheGreatestUpdate() {
        WorkflowSummary gone = WorkflowSummary.EMPTY.replace(null, FAILED, LATE).replace(FAILED, null, EARLY);
        assertThat(gone.total()).isZero();
        assertThat(gone.digest()).isEqualTo(Digest.ZERO);
        assertThat(gone.updatedAt()).isEqualTo(LATE);
    }

    @Test
    void itIsReadBackAsWritten() {
        for (WorkflowSummary summary :
                new WorkflowSummary[] {WorkflowSummary.EMPTY, WorkflowSummary.EMPTY.replace(null, FAILED, LATE)}) {
            WorkflowSummary read = WorkflowSummary.parse(summary.toBytes());
            assertThat(read.toBytes()).isEqualTo(summary.toBytes());
            assertThat(read.updatedAt()).isEqualTo(summary.updatedAt());
            assertThat(read.digest()).isEqualTo(summary.digest());
            assertThat(read.total()).isEqualTo(summary.total());
        }
    }

    @Test
    void itsNumbersAreAllThatIsKnown() {
        for (WorkflowSummary summary :
                new WorkflowSummary[] {WorkflowSummary.EMPTY, WorkflowSummary.EMPTY.replace(null, FAILED, LATE)}) {
            assertThat(WorkflowSummary.ofNumbers(numbers(summary)).toBytes()).isEqualTo(summary.toBytes());
        }
    }

    @Test
    void anyMixtureOfNumbersMakesASummary() {
        long[] one = numbers(WorkflowSummary.EMPTY);
        long[] other = numbers(WorkflowSummary.EMPTY.replace(null, FAILED, Instant.MAX));
        for (int cut = 0; cut <= one.length; cut++) {
            long[] mixture = one.clone();
            System.arraycopy(other, cut, mixture, cut, one.length - cut);
            assertThat(numbers(WorkflowSummary.ofNumbers(mixture))).isEqualTo(mixture);
        }
    }

    private static long[] numbers(WorkflowSummary summary) {
        long[] numbers = new long[WorkflowSummary.numbers()];
        summary.toNumbers(numbers);
        return numbers;
    }

    @Test
    void theFormIsFixed() {
        String counts = "00000000000000010000"; // the eighth is FAILED, MANUAL
        assertThat(HEX.formatHex(
                        WorkflowSummary.EMPTY.replace(null, FAILED, LATE).toBytes()))
                .isEqualTo("01" + FAILED.digest() + "000000006955b900" + "00000005" + counts);
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] whole = WorkflowSummary.EMPTY.replace(null, FAILED, LATE).toBytes();
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
        refused(Arrays.copyOf(whole, whole.length + 1));
        refused(with(whole, 0, 2)); // version
        refused(with(whole, 17, 0x7f)); // a year that no Instant has
        refused(with(whole, 25, 0x7f)); // two thousand million nanoseconds
    }

    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> WorkflowSummary.parse(bytes))
                .as(HEX.formatHex(bytes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] with(byte[] whole, int at, int value) {
        byte[] copy = whole.clone();
        copy[at] = (byte) value;
        return copy;
    }

    private static DerivedRow row(String job, EventType type, Trigger trigger) {
        JobState state =
                JobState.of(EventBuilder.event(type, EARLY).trigger(trigger).build());
        DerivedRow row = DerivedRow.of(new StateKey("w", job), state);
        assertThat(row).isNotNull();
        return row;
    }
}

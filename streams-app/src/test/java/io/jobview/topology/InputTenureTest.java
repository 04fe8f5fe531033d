package io.jobview.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.history.MissingEvents;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InputTenureTest {

    private static final TopicPartition INPUT = new TopicPartition("job-events", 3);
    private static final long START = 100;

    private final List<Long> progress = new ArrayList<>();
    private final List<Long> passed = new ArrayList<>();
    private final ConsumedOffsets consumed = new ConsumedOffsets();
    private final InputTenure tenure = begin();
    private final InputOffsets offsets = new InputOffsets() {
        @Override
        public long start(TopicPartition input) {
            return START;
        }

        @Override
        public void passed(TopicPartition input, long offset) {
            passed.add(offset);
        }
    };

    private InputTenure begin() {
        consumed.onProgress(() -> progress.add(consumed.next(INPUT)));
        return consumed.begin(INPUT, START);
    }

    @Test
    void beginsWhereItsStoreEnds() {
        assertThat(tenure.next()).isEqualTo(START);
        assertThat(tenure.missing()).isEmpty();
        assertThat(consumed.tenure(INPUT)).isSameAs(tenure);
    }

    @Test
    void passesEachRecordThatIsProcessed() {
        tenure.fetched(102, 103);
        assertThat(tenure.next()).as("fetched is not processed").isEqualTo(START);
        tenure.consumed(100);
        tenure.consumed(101);
        assertThat(tenure.next()).isEqualTo(102);
        tenure.consumed(102);
        assertThat(progress).containsExactly(101L, 102L, 103L);
    }

    /** Behind a transaction stands its marker, and behind an aborted one only what nobody reads. */
    @Test
    void passesWhatIsNoRecordBehindTheLastOne() {
        tenure.fetched(100, 105);
        assertThat(tenure.next()).isEqualTo(START);
        tenure.consumed(100);
        assertThat(tenure.next()).isEqualTo(105);
        tenure.fetched(-1, 500);
        assertThat(tenure.next()).isEqualTo(500);
        assertThat(tenure.missing()).isEmpty();
    }

    @Test
    void saysThatItPassedWhatIsNoRecordUntilItMeetsOne() {
        tenure.sayPassed(offsets);
        assertThat(passed).as("nothing is passed").isEmpty();
        tenure.fetched(-1, 300);
        tenure.sayPassed(offsets);
        tenure.sayPassed(offsets);
        assertThat(passed).containsExactly(300L);
        tenure.fetched(300, 301);
        tenure.sayPassed(offsets);
        tenure.consumed(300);
        tenure.fetched(-1, 400);
        tenure.sayPassed(offsets);
        assertThat(passed).as("from now on what is processed is committed").containsExactly(300L);
    }

    /** The consumer steps over markers without a word; the topic begins before them, so nothing is deleted. */
    @Test
    void aGapThatTheTopicHasIsNoLoss() {
        tenure.bounds(0, 200);
        consume(100, 150);
        for (int look = 0; look < 5; look++) {
            tenure.bounds(0, 200);
            tenure.judgeGaps();
        }
        tenure.bounds(150, 200);
        tenure.judgeGaps();
        assertThat(tenure.missing()).as("what is deleted after it was read").isEmpty();
    }

    @Test
    void recordsThatAreDeletedBeforeTheyAreReadAreSaid() {
        consume(100);
        consume(150);
        tenure.judgeGaps();
        assertThat(tenure.missing()).as("nobody asked yet").isEmpty();
        tenure.bounds(150, 200);
        tenure.judgeGaps();
        tenure.judgeGaps();
        assertThat(tenure.missing()).containsExactly(new MissingEvents(3, 101, 150));
    }

    /** A beginning that was asked for before the gap was met says nothing of it. */
    @Test
    void aGapIsJudgedByWhatWasAskedAfterIt() {
        tenure.bounds(0, 200);
        consume(150);
        tenure.judgeGaps();
        tenure.bounds(0, 200); // may have been on its way when the gap was met
        tenure.judgeGaps();
        tenure.bounds(150, 200);
        tenure.judgeGaps();
        assertThat(tenure.missing()).containsExactly(new MissingEvents(3, START, 150));
    }

    @Test
    void aPartThatIsDeletedIsSaidExactly() {
        consume(150);
        tenure.bounds(130, 200);
        tenure.judgeGaps();
        assertThat(tenure.missing()).containsExactly(new MissingEvents(3, START, 130));
    }

    @Test
    void thatNothingIsLeftIsALossToo() {
        tenure.bounds(180, 180);
        tenure.judgeGaps();
        assertThat(tenure.missing()).containsExactly(new MissingEvents(3, START, 180));
        assertThat(tenure.next()).as("then there is nothing to wait for").isEqualTo(180);
    }

    @Test
    void thatOnlyMarkersOfTransactionsAreLeftIsALossToo() {
        tenure.fetched(-1, 190);
        tenure.bounds(180, 190);
        tenure.judgeGaps();
        assertThat(tenure.missing()).containsExactly(new MissingEvents(3, START, 180));
    }

    @Test
    void whatIsAtHandIsNotLost() {
        tenure.fetched(179, 180);
        tenure.bounds(180, 180); // deleted after it was fetched
        tenure.judgeGaps();
        assertThat(tenure.missing()).isEmpty();
        assertThat(tenure.next()).isEqualTo(START);
    }

    @Test
    void whatIsHeldCannotBeReadYet() {
        TaskInput task = consumed.task(INPUT.partition());
        tenure.bounds(0, 1_000_000); // far behind: nothing is written at once
        tenure.fetched(101, 120);
        task.hold();
        tenure.arrived(new Origin(7, 50, 49));
        tenure.consumed(100);
        tenure.consumed(101);
        tenure.fetched(-1, 130);
        tenure.bounds(140, 1_000_000);
        tenure.judgeGaps();
        assertThat(tenure.next()).isEqualTo(START);
        assertThat(tenure.passedOn(7)).isNull();
        assertThat(tenure.seen())
                .as("what a checkpoint says, which stands behind all states")
                .isEqualTo(140);
        task.release();
        assertThat(tenure.next()).isEqualTo(140);
        assertThat(tenure.passedOn(7)).isEqualTo(new PassedOnRun(49, 50));
    }

    @Test
    void theLastOfWhatWasFetchedHasAllOfItWritten() {
        TaskInput task = consumed.task(INPUT.partition());
        task.onWrite(task::release);
        tenure.fetched(101, 102);
        task.hold();
        tenure.consumed(100);
        assertThat(tenure.next()).isEqualTo(START);
        tenure.consumed(101);
        assertThat(tenure.next()).isEqualTo(102);
    }

    /** As when all that it stood before is deleted: the consumer goes on where the topic begins now. */
    @Test
    void aConsumerThatIsResetGoesOnBehindTheGap() {
        consume(100);
        tenure.fetched(500, 501);
        tenure.bounds(500, 501);
        tenure.judgeGaps();
        assertThat(tenure.missing()).as("it may be read yet").isEmpty();
        tenure.consumed(500);
        tenure.bounds(500, 501);
        tenure.judgeGaps();
        assertThat(tenure.missing()).containsExactly(new MissingEvents(3, 101, 500));
        assertThat(tenure.next()).isEqualTo(501);
    }

    @Test
    void whatOneTenureLearnedDoesNotSpeakForTheNext() {
        consume(100, 150);
        tenure.arrived(new Origin(7, 50, 49));
        tenure.publish();
        InputTenure other = consumed.begin(INPUT, 120);
        assertThat(other.next()).isEqualTo(120);
        assertThat(other.passedOn(7)).isNull();
        consumed.end(tenure); // its task ends late
        assertThat(consumed.tenure(INPUT)).isSameAs(other);
        consumed.end(other);
        assertThat(consumed.tenure(INPUT)).isNull();
        assertThat(consumed.next(INPUT)).isZero();
    }

    private void consume(long... all) {
        for (long offset : all) {
            tenure.fetched(offset, offset + 1);
            tenure.consumed(offset);
        }
    }
}

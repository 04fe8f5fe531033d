package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is behind a task's own records is looked at, and nothing else: a restored changelog is not read a second time. */
class ChangelogTailTest {

    private static final long END = 1_000;

    private final ChangelogTail tail = new ChangelogTail();

    @Test
    void whatWasRestoredIsNotSuspect() {
        tail.committed(100);
        tail.committed(500);
        tail.committed(END - 1);
        tail.begin();
        tail.committed(END - 1);
        assertThat(tail.takeSuspects(END)).isEmpty();
    }

    @Test
    void whatComesAfterTheRestoreIs() {
        tail.committed(100);
        tail.committed(500);
        tail.begin();
        tail.committed(500);
        assertThat(tail.takeSuspects(END)).containsExactly(new ChangelogTail.Suspect(501, END));
        assertThat(tail.takeSuspects(END)).isEmpty();
    }

    @Test
    void moreOffsetsThanRecordsAreSuspect() {
        tail.begin();
        tail.committed(9);
        tail.wrote(3);
        tail.committed(12);
        assertThat(tail.takeSuspects(13)).isEmpty();
        tail.wrote(3);
        tail.committed(17);
        assertThat(tail.takeSuspects(18)).containsExactly(new ChangelogTail.Suspect(13, 18));
    }

    @Test
    void aTaskThatMovesBackBeginsAnew() {
        tail.begin();
        tail.committed(9);
        tail.end();
        tail.committed(300);
        tail.committed(600);
        tail.begin();
        tail.committed(600);
        assertThat(tail.takeSuspects(601)).isEmpty();
    }
}

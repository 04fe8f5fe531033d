package io.jobview.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TurnTest {

    private final Turn turn = new Turn();

    /** As one does whose broker takes nothing more. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void aTaskThatDoesNotEndItsTurnDoesNotHoldUpTheOthers() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread stuck = new Thread(() -> turn.take(() -> {
            begun.countDown();
            awaitUninterruptibly(end);
        }));
        stuck.start();
        begun.await();
        int[] done = {0};
        turn.take(() -> done[0]++);
        assertThat(done[0]).isEqualTo(1);
        assertThat(stuck.isAlive()).isTrue();
        end.countDown();
        stuck.join();
    }

    @Test
    void anInterruptedTaskWritesAndStaysInterrupted() {
        int[] done = {0};
        Thread.currentThread().interrupt();
        turn.take(() -> done[0]++);
        assertThat(done[0]).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // it is what is tested
    void whoeverKeepsUpGivesWayAndWhoeverIsFarBehindDoesNot() throws InterruptedException {
        List<Integer> priorities = new ArrayList<>();
        Thread thread = new Thread(() -> {
            Runnable work = () -> priorities.add(Thread.currentThread().getPriority());
            turn.take(work);
            turn.pass(work);
            turn.take(work);
        });
        thread.start();
        thread.join();
        assertThat(priorities).containsExactly(Thread.MIN_PRIORITY, Thread.NORM_PRIORITY, Thread.MIN_PRIORITY);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadGuardTest {

    private final ReadGuard guard = new ReadGuard();

    @Test
    void readersDoNotWaitForEachOther() {
        assertThat(guard.enter()).isTrue();
        assertThat(guard.enter()).isTrue();
        guard.exit();
        guard.exit();
    }

    @Test
    void nobodyEntersOnceItIsClosed() {
        guard.close();
        assertThat(guard.enter()).isFalse();
    }

    @Test
    void closeWaitsForTheReadersInsideAndLetsNobodyIn() throws InterruptedException {
        assertThat(guard.enter()).isTrue();
        assertThat(guard.enter()).isTrue();
        Thread closer = new Thread(guard::close);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.WAITING);
        assertThat(guard.enter()).isFalse();
        guard.exit();
        assertThat(guard.enter()).isFalse();
        assertThat(closer.isAlive()).isTrue();
        guard.exit();
        closer.join();
    }

    @Test
    void closingTwiceIsClosingOnce() {
        guard.close();
        guard.close();
        assertThat(guard.enter()).isFalse();
    }
}

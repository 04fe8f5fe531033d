package io.jobview.cli;

import io.jobview.query.Totals;
import io.jobview.view.ViewStatus;
import java.time.Duration;
import java.util.Locale;

/** Watches a service from its start to its end, and tells a person how it stands. For one thread. */
public final class ServeLoop {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final RunningService service;
    private final Screen screen;
    private final StopSignal stop;
    private final Runnable onReady;
    private String told = "";
    private boolean ready;
    private boolean caughtUp;

    /** @param onReady run once, on the loop's thread, after the service said that it is ready */
    public ServeLoop(RunningService service, Screen screen, StopSignal stop, Runnable onReady) {
        this.service = service;
        this.screen = screen;
        this.stop = stop;
        this.onReady = onReady;
    }

    /**
     * Returns once the end was asked for. Leaves the service running: the caller closes it.
     *
     * @throws CommandException if the view failed
     */
    public void run() {
        try (CatchUp catchUp = new CatchUp(screen)) {
            do {
                ViewStatus status = service.view().status();
                if (status.state() == ViewStatus.State.FAILED) {
                    throw new CommandException(status.detail());
                }
                tell(status, catchUp);
            } while (!stop.await(LOOK));
        }
    }

    private void tell(ViewStatus status, CatchUp catchUp) {
        if (status.state() == ViewStatus.State.READY) {
            if (!ready) {
                ready = true;
                catchUp.end();
                screen.out().println("jobview ready: " + service.address());
                ClassArchive.markWhole(System.getProperty(ClassArchive.PROPERTY));
                onReady.run();
            }
            follow(status, catchUp);
            told = "";
        } else {
            catchUp.show(status);
            if (!status.detail().equals(told) && !catchUp.isMoving()) {
                told = status.detail();
                screen.err().println("jobview: " + told);
            }
        }
    }

    /** Pages are answered meanwhile; the digest is what a person compares after a replay. */
    private void follow(ViewStatus status, CatchUp catchUp) {
        if (!caughtUp && status.caughtUp()) {
            caughtUp = true;
            catchUp.end();
            Totals totals = service.view().totals();
            screen.err()
                    .println(String.format(
                            Locale.ROOT,
                            "jobview: caught up: %,d jobs of %,d workflows, digest %s",
                            totals.jobs(),
                            totals.workflows(),
                            totals.digest()));
        } else if (!caughtUp) {
            catchUp.show(status);
        }
    }
}

package io.jobview.cli;

import io.jobview.view.ViewStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows how far the view is on its way through the topic: a bar on a terminal, else a line now and then. */
final class CatchUp implements AutoCloseable {

    private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

    private final Screen screen;
    private @Nullable Moving bar;
    private long lastLine = System.nanoTime();

    CatchUp(Screen screen) {
        this.screen = screen;
    }

    void show(ViewStatus status) {
        if (status.end() <= 0) {
            return;
        }
        if (screen.moving()) {
            Moving moving = bar == null ? Moving.start(screen, "reading events") : bar;
            bar = moving;
            moving.to(status.consumed(), status.end());
        } else if (System.nanoTime() - lastLine >= BETWEEN_LINES) {
            lastLine = System.nanoTime();
            screen.err().println("jobview: read " + status.consumed() + " of " + status.end() + " events");
        }
    }

    boolean isMoving() {
        return bar != null;
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the bar's line; may be called more than once. */
    void end() {
        Moving moving = bar;
        if (moving != null) {
            moving.close();
            bar = null;
        }
    }
}

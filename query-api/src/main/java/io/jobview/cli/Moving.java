package io.jobview.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal, and nothing elsewhere. For one thread. */
final class Moving implements AutoCloseable {

    private final @Nullable ProgressBar bar;

    private Moving(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static Moving start(Screen screen, String task) {
        return new Moving(screen.moving() ? bar(screen, task) : null);
    }

    private static ProgressBar bar(Screen screen, String task) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" events", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(-1)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(screen.err()))
                .build();
    }

    void to(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    void to(long done, long all) {
        if (bar != null) {
            bar.maxHint(all);
            bar.stepTo(Math.min(done, all));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

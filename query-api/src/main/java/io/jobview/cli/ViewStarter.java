package io.jobview.cli;

import io.jobview.view.JobView;
import io.jobview.view.ViewConfig;
import java.util.function.Function;

/** Starts a view that works in the background; it returns at once. */
@FunctionalInterface
public interface ViewStarter {

    Started start(ViewConfig config);

    /** Begins, beside its caller, what each start takes and needs no settings for. Need not be called. */
    default void loadAhead() {}

    /** A view and what ends it. */
    record Started(JobView view, AutoCloseable end) {}

    @SuppressWarnings("try") // what close() throws is for whoever closes
    static <V extends JobView & AutoCloseable> ViewStarter of(Runnable loadAhead, Function<ViewConfig, V> start) {
        return new ViewStarter() {
            @Override
            public Started start(ViewConfig config) {
                V view = start.apply(config);
                return new Started(view, view);
            }

            @Override
            public void loadAhead() {
                loadAhead.run();
            }
        };
    }
}

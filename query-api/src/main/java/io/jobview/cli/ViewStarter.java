package io.jobview.cli;

import io.jobview.view.JobView;
import io.jobview.view.ViewConfig;
import java.net.URI;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

/** Starts a view that works in the background; it returns at once. */
@FunctionalInterface
public interface ViewStarter {

    /** @param advertised where other instances reach this one, once that is known; until then the view joins no group */
    Started start(ViewConfig config, Future<URI> advertised);

    /** A view and what ends it. */
    record Started(JobView view, AutoCloseable end) {}

    @SuppressWarnings("try") // what close() throws is for whoever closes
    static <V extends JobView & AutoCloseable> ViewStarter of(BiFunction<ViewConfig, Future<URI>, V> start) {
        return (config, advertised) -> {
            V view = start.apply(config, advertised);
            return new Started(view, view);
        };
    }
}

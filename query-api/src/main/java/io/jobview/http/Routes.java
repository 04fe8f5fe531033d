package io.jobview.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.jobview.cluster.Peers;
import io.jobview.http.Route.Kind;
import io.jobview.view.JobView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one table of routes. Immutable. */
final class Routes {

    private final List<Route> all;

    Routes(List<Route> all) {
        this.all = List.copyOf(all);
    }

    /** What the service serves. */
    static Routes of(
            JobView view,
            @Nullable Peers peers,
            BooleanSupplier stopping,
            ReadMetrics metrics,
            MetricsPage metricsPage,
            ExportBounds exports) {
        ReadAnswers answers = new ReadAnswers(peers);
        FreshReads reads = new FreshReads(view, answers);
        Handler page = new ListJobs(reads, metrics);
        Handler export = new ExportJobs(reads, metrics, exports);
        Handler jobs = context -> {
            boolean lines = !Answer.JSON.equals(context.req().getAttribute(Route.MEDIA_TYPE));
            (lines ? export : page).handle(context);
        };
        List<Route> all = new ArrayList<>(List.of(
                Route.of(Kind.READ, ListWorkflows.PATH, new ListWorkflows(view, answers, peers), Answer.JSON),
                Route.of(Kind.READ, GetWorkflow.PATH, new GetWorkflow(reads), Answer.JSON),
                new Route(new PathTemplate(ListJobs.PATH), Kind.READ, mediaTypes(), jobs),
                Route.of(Kind.READ, GetJob.PATH, new GetJob(reads), Answer.JSON),
                Route.of(Kind.PROBE, "/livez", Probes.live(view), Answer.JSON),
                Route.of(Kind.PROBE, "/startupz", Probes.started(view), Answer.JSON),
                Route.of(Kind.PROBE, "/readyz", Probes.ready(view, stopping), Answer.JSON),
                Route.of(Kind.OPERATIONS, "/view", new ViewPage(view, peers), Answer.JSON),
                Route.of(Kind.OPERATIONS, "/metrics", metricsPage, MetricsPage.MEDIA_TYPE)));
        all.addAll(Specification.routes());
        return new Routes(all);
    }

    private static List<String> mediaTypes() {
        return Stream.concat(Stream.of(Answer.JSON), ExportJobs.NAMES.stream()).toList();
    }

    List<Route> all() {
        return all;
    }

    /** The route of a raw path; null if there is none. */
    @Nullable
    Route find(@Nullable String rawPath) {
        int index = indexOf(rawPath);
        return index < 0 ? null : all.get(index);
    }

    /** The place of a raw path's route among {@link #all}; -1 if there is none. */
    int indexOf(@Nullable String rawPath) {
        if (rawPath != null) {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).path().matches(rawPath)) {
                    return i;
                }
            }
        }
        return -1;
    }

    void addTo(JavalinConfig settings) {
        for (Route route : all) {
            settings.routes.get(route.path().text(), route.handler());
            settings.routes.head(route.path().text(), route.handler()); // Javalin's own lacks the headers of GET
        }
    }
}

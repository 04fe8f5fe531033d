package io.jobview.cli;

import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Totals;
import io.jobview.view.JobView;
import io.jobview.view.PartitionStatus;
import io.jobview.view.ReadResult;
import io.jobview.view.ViewStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the view until it is there: the view needs to know the port that is listened on, and a taken port should be
 * found before a view joins its group. Thread-safe.
 */
final class LateView implements JobView {

    private static final String DETAIL = "starting";

    private volatile @Nullable JobView view;

    void is(JobView started) {
        view = started;
    }

    @Override
    public ReadResult<JobPage> page(PageRequest request) {
        JobView now = view;
        return now == null ? new ReadResult.NotReady<>(DETAIL, Duration.ofSeconds(1)) : now.page(request);
    }

    @Override
    public Totals totals() {
        JobView now = view;
        return now == null ? Totals.NONE : now.totals();
    }

    @Override
    public List<PartitionStatus> partitions() {
        JobView now = view;
        return now == null ? List.of() : now.partitions();
    }

    @Override
    public Map<String, Double> clientFigures() {
        JobView now = view;
        return now == null ? Map.of() : now.clientFigures();
    }

    @Override
    public ViewStatus status() {
        JobView now = view;
        return now == null
                ? new ViewStatus(ViewStatus.State.STARTING, DETAIL, 0, 0, false, Duration.ZERO, 0, 0, 0)
                : now.status();
    }
}

package io.jobview.cli;

import io.jobview.query.Freshness;
import io.jobview.query.Totals;
import io.jobview.view.IndirectReads;
import io.jobview.view.JobReads;
import io.jobview.view.JobView;
import io.jobview.view.PartitionStatus;
import io.jobview.view.ReadFrom;
import io.jobview.view.ReadResult;
import io.jobview.view.ViewStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the view until it is there: the view needs to know the port that is listened on, and a taken port should be
 * found before a view joins its group. Thread-safe.
 */
final class LateView implements JobView, IndirectReads {

    private static final String DETAIL = "starting";

    private volatile @Nullable JobView view;

    void is(JobView started) {
        view = started;
    }

    @Override
    public JobView from(ReadFrom copies) {
        JobView now = view;
        return now == null ? this : now.from(copies);
    }

    @Override
    public <T> ReadResult<T> read(Function<JobReads, ReadResult<T>> read) {
        JobView now = view;
        return now == null ? new ReadResult.NotReady<>(DETAIL, Duration.ofSeconds(1)) : read.apply(now);
    }

    @Override
    public @Nullable Runnable whenFresh(String workflowId, Freshness wanted, Duration atMost, Runnable wake) {
        JobView now = view;
        return now == null ? null : now.whenFresh(workflowId, wanted, atMost, wake);
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

package io.jobview.view;

import io.jobview.query.Freshness;
import io.jobview.query.Totals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link ReadFrom#ANY_COPY} of a view. */
record AnyCopyView(StreamsView view) implements JobView, IndirectReads {

    @Override
    public JobView from(ReadFrom copies) {
        return view.from(copies);
    }

    @Override
    public @Nullable Runnable whenFresh(String workflowId, Freshness wanted, Duration atMost, Runnable wake) {
        return view.whenFresh(ReadFrom.ANY_COPY, workflowId, wanted, atMost, wake);
    }

    @Override
    public <T> ReadResult<T> read(Function<JobReads, ReadResult<T>> read) {
        return view.read(ReadFrom.ANY_COPY, read);
    }

    @Override
    public Totals totals() {
        return view.totals();
    }

    @Override
    public ViewStatus status() {
        return view.status();
    }

    @Override
    public List<PartitionStatus> partitions() {
        return view.partitions();
    }

    @Override
    public int eventPartitions() {
        return view.eventPartitions();
    }

    @Override
    public Map<String, Double> clientFigures() {
        return view.clientFigures();
    }
}

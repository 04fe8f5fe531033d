package io.jobview.view;

import io.jobview.query.Digest;
import io.jobview.query.Freshness;
import io.jobview.query.JobExport;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Positioned;
import io.jobview.query.Totals;
import io.jobview.query.ViewPosition;
import io.jobview.query.WorkflowCounts;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsPart;
import io.jobview.query.WorkflowsRequest;
import io.jobview.store.CachedDigestQuery;
import io.jobview.store.CachedPageQuery;
import io.jobview.store.DigestQuery;
import io.jobview.store.ExportQuery;
import io.jobview.store.JobPageQuery;
import io.jobview.store.JobQuery;
import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.store.TotalsQuery;
import io.jobview.store.WorkflowQuery;
import io.jobview.store.WorkflowsQuery;
import io.jobview.topology.HomePartition;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stores that are here, and says where the others are. Not through {@code KafkaStreams.query}: that takes a
 * lock of the threads that restore, copies the list of all tasks for every read, and judges nothing that we do not
 * judge ourselves. Any thread.
 */
final class ViewReads implements JobReads {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Instances instances;
    private final HomePartition home;
    private final LocalStores locals;
    private final ViewLag lag;
    private final FreshnessCheck check;
    private final CopyReads copies;
    private final ReadFrom from;

    ViewReads(
            Instances instances,
            HomePartition home,
            LocalStores locals,
            ViewLag lag,
            FreshnessCheck check,
            CopyReads copies,
            ReadFrom from) {
        this.instances = instances;
        this.home = home;
        this.locals = locals;
        this.lag = lag;
        this.check = check;
        this.copies = copies;
        this.from = from;
    }

    @Override
    public ReadResult<JobPage> page(PageRequest request) {
        return read(request.workflowId(), new JobPageQuery(request));
    }

    @Override
    public ReadResult<Optional<JobPage>> cachedPage(PageRequest request) {
        return read(request.workflowId(), new CachedPageQuery(request));
    }

    @Override
    public ReadResult<Optional<byte[]>> job(String workflowId, String jobId) {
        return read(workflowId, new JobQuery(workflowId, jobId));
    }

    @Override
    public ReadResult<WorkflowCounts> workflow(String workflowId) {
        return read(workflowId, new WorkflowQuery(workflowId)).map(summary -> summary.counts(workflowId));
    }

    @Override
    public ReadResult<JobExport> export(PageRequest request) {
        return read(request.workflowId(), new ExportQuery(request));
    }

    @Override
    public ReadResult<WorkflowsPage> workflows(WorkflowsRequest request) {
        List<WorkflowsPart> parts = new ArrayList<>();
        SortedSet<Integer> missing = new TreeSet<>();
        Map<URI, Set<Integer>> owners = new HashMap<>();
        Duration oldest = Duration.ZERO;
        for (int partition = 0; partition < home.partitions(); partition++) {
            OpenStore store = locals.find(partition).orElse(null); // first: the age must be of what is read
            Duration before = store == null ? null : lag.of(partition);
            QueryResult<WorkflowsPart> part =
                    store == null || before == null ? null : store.query(new WorkflowsQuery(request));
            Duration ofCopy = store == null || (part != null && part.isSuccess()) ? null : lagOfCopy(store);
            if (store != null && ofCopy != null) {
                before = ofCopy;
                part = store.queryCopy(new WorkflowsQuery(request));
            }
            if (before != null && part != null && part.isSuccess()) {
                parts.add(part.getResult());
                oldest = oldest.compareTo(before) < 0 ? before : oldest;
            } else {
                missing.add(partition);
                URI owner = instances.owner(partition);
                if (owner != null && !instances.isSelf(owner)) {
                    owners.computeIfAbsent(owner, uri -> new TreeSet<>()).add(partition);
                }
            }
        }
        if (parts.isEmpty() && owners.isEmpty()) {
            return new ReadResult.NotReady<>("no partition can be read now", RETRY_AFTER);
        }
        WorkflowsPart page = WorkflowsPart.merge(parts, request.limit());
        return new ReadResult.Served<>(
                new WorkflowsPage(page, home.partitions(), missing, owners), ViewPosition.EMPTY, oldest);
    }

    @Override
    public ReadResult<Digest> digest(String workflowId) {
        return read(workflowId, new DigestQuery(workflowId));
    }

    @Override
    public ReadResult<Optional<Digest>> cachedDigest(String workflowId) {
        return read(workflowId, new CachedDigestQuery(workflowId));
    }

    /** What is judged and what is read must be the same store. */
    @Override
    public <T> ReadResult<T> atLeast(String workflowId, Freshness wanted, Supplier<ReadResult<T>> read) {
        int partition = home.of(workflowId);
        for (int attempt = 0; attempt < 2; attempt++) {
            OpenStore store = readable(partition);
            if (store != null && !check.met(store, wanted)) {
                Duration ofCopy = store.isActive() ? null : copies.lag(partition);
                return new ReadResult.Behind<>(store.position(), ofCopy == null ? lag.of(partition) : ofCopy);
            }
            ReadResult<T> result = read.get();
            if (!(result instanceof ReadResult.Served) || (store != null && store == readable(partition))) {
                return result;
            }
        }
        return new ReadResult.NotReady<>("partition " + partition + " has just moved", RETRY_AFTER);
    }

    private @Nullable OpenStore readable(int partition) {
        return locals.find(partition).filter(this::isReadable).orElse(null);
    }

    /** Whether a read of this store may be answered, as far as its freshness is not asked for. */
    boolean isReadable(OpenStore store) {
        return (store.isActive() && lag.of(store.partition()) != null) || lagOfCopy(store) != null;
    }

    /** Null when it is no copy that may answer. */
    private @Nullable Duration lagOfCopy(OpenStore store) {
        return from == ReadFrom.ANY_COPY ? copies.lag(store) : null;
    }

    /**
     * The store is found before its age is taken, and that before it is read. Should another one take its place, which
     * may lack what this one had not committed, this one is closed by then and does not answer.
     */
    private <T> ReadResult<T> read(String workflowId, Query<Positioned<T>> query) {
        int partition = home.of(workflowId);
        OpenStore store = locals.find(partition).orElse(null);
        Duration before = store == null ? null : lag.of(partition);
        QueryResult<Positioned<T>> answer = store == null || before == null ? null : store.query(query);
        Duration ofCopy = store == null || (answer != null && answer.isSuccess()) ? null : lagOfCopy(store);
        if (store != null && ofCopy != null) {
            before = ofCopy;
            answer = store.queryCopy(query);
        }
        if (before != null && answer != null && answer.isSuccess()) {
            Positioned<T> found = answer.getResult();
            return new ReadResult.Served<>(found.value(), found.position(), before);
        }
        ReadResult<T> elsewhere = from == ReadFrom.OWNER ? instances.elsewhere(partition) : null;
        if (elsewhere != null) {
            return elsewhere;
        }
        Duration ofOnly = store == null || from != ReadFrom.OWNER ? null : copies.lag(store);
        QueryResult<Positioned<T>> only = store == null || ofOnly == null ? null : store.queryCopy(query);
        if (ofOnly != null
                && only != null
                && only.isSuccess()) { // nobody else has any, as when the owner here restores
            Positioned<T> found = only.getResult();
            return new ReadResult.Served<>(found.value(), found.position(), ofOnly);
        }
        String reason = answer == null
                ? "partition " + partition + " is not here yet, or nobody knows how old it is"
                : answer.getFailureMessage();
        return new ReadResult.NotReady<>(reason, RETRY_AFTER);
    }

    /** What the partitions that are active here hold together; costs a read for each of their workflows. */
    Totals totals() {
        Totals totals = Totals.NONE;
        for (int partition = 0; partition < home.partitions(); partition++) {
            QueryResult<Totals> part = locals.find(partition)
                    .map(store -> store.query(new TotalsQuery()))
                    .orElse(null);
            if (part != null && part.isSuccess()) {
                totals = totals.plus(part.getResult());
            }
        }
        return totals;
    }
}

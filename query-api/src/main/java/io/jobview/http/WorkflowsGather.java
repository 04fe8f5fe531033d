package io.jobview.http;

import io.jobview.cluster.Forwarded;
import io.jobview.cluster.Peers;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsPart;
import io.jobview.query.WorkflowsRequest;
import io.jobview.view.JobView;
import io.jobview.view.PartitionStatus;
import io.jobview.view.ReadFrom;
import io.jobview.view.ReadResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the list from all instances: first from the owners of the partitions that are not here, then, for what is still missing, from
 * whoever has a copy. All are asked at once and each once a round; what nobody gives in time stays missing. For one request.
 */
final class WorkflowsGather {

    private static final Logger LOG = LoggerFactory.getLogger(WorkflowsGather.class);

    private final Peers peers;
    private final JobView view;
    private final WorkflowsRequest request;
    private final String target;

    private final List<WorkflowsPart> parts = new ArrayList<>(); // the first of two that name a workflow is right
    private final SortedSet<Integer> missing;
    private BigDecimal lag;

    /** @param target of the reader's request, for peers */
    WorkflowsGather(
            Peers peers,
            JobView view,
            WorkflowsRequest request,
            String target,
            WorkflowsPage here,
            BigDecimal lagHere) {
        this.peers = peers;
        this.view = view;
        this.request = request;
        this.target = target;
        this.missing = new TreeSet<>(here.missing());
        this.lag = lagHere;
        parts.add(here.part());
        ask(here.owners().keySet(), ReadFrom.OWNER);
        if (!missing.isEmpty()) {
            askCopies();
        }
    }

    /** What all who answered have together. */
    WorkflowsPart page() {
        return WorkflowsPart.merge(parts, request.limit());
    }

    SortedSet<Integer> missing() {
        return missing;
    }

    /** Of the oldest part. */
    BigDecimal lagSeconds() {
        return lag;
    }

    private void askCopies() {
        if (view.from(ReadFrom.ANY_COPY).workflows(request) instanceof ReadResult.Served<WorkflowsPage> copies) {
            add(copies.value().part(), copies.value().missing(), new BigDecimal(Answer.seconds(copies.lag())));
        }
        Set<URI> standbys = new LinkedHashSet<>();
        for (PartitionStatus partition : view.partitions()) {
            if (missing.contains(partition.partition())) {
                standbys.addAll(partition.standbys());
            }
        }
        ask(standbys, ReadFrom.ANY_COPY);
    }

    private void ask(Collection<URI> instances, ReadFrom copies) {
        Map<URI, CompletableFuture<Forwarded>> asked = new LinkedHashMap<>();
        for (URI instance : instances) {
            asked.put(instance, peers.ask(instance, target, Map.of(PeerGuard.READ_FROM, copies.name())));
        }
        asked.forEach((instance, answer) -> take(instance, answer.join()));
    }

    private void take(URI instance, Forwarded outcome) {
        try {
            if (outcome instanceof Forwarded.Answered answer && answer.status() == 200) {
                WorkflowsJson.Read read = WorkflowsJson.read(answer.body());
                BigDecimal its = new BigDecimal(answer.headers().getOrDefault(Answer.VIEW_LAG, "0"));
                add(read.part(), read.missing(), its);
                return;
            }
            outcome.drop();
            LOG.debug("no workflows from {}: {}", instance, outcome);
        } catch (IOException | NumberFormatException e) {
            LOG.warn("{} gave a list of workflows that is none", instance, e);
        }
    }

    private void add(WorkflowsPart part, Set<Integer> itsMissing, BigDecimal itsLag) {
        parts.add(visible(part));
        missing.retainAll(itsMissing);
        lag = lag.max(itsLag);
    }

    /** A peer does not know who asks, and gives all. */
    private WorkflowsPart visible(WorkflowsPart part) {
        return new WorkflowsPart(
                part.workflows().stream()
                        .filter(workflow -> request.visible().test(workflow.workflowId()))
                        .toList(),
                part.next());
    }
}

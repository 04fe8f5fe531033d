package io.jobview.http;

import io.jobview.cluster.Forwarded;
import io.jobview.cluster.Forwarder;
import io.jobview.cluster.RequestTarget;
import io.jobview.query.WorkflowsPage;
import io.jobview.query.WorkflowsPart;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the instances that own the missing partitions for their part of the list, all at once and each once. One that does not answer
 * in time leaves its partitions missing. Thread-safe.
 */
final class WorkflowsGather {

    /** What all who answered have together. */
    record Gathered(WorkflowsPart part, SortedSet<Integer> missing, BigDecimal lagSeconds) {}

    private record Part(WorkflowsJson.Read read, BigDecimal lagSeconds) {}

    private static final Logger LOG = LoggerFactory.getLogger(WorkflowsGather.class);
    private static final int MOST_THREADS = 16;
    private static final long KEEP_SECONDS = 10;

    private final Forwarder forwarder;
    /** When all are busy the request's own thread asks. */
    private final Executor threads = new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
                Thread thread = new Thread(task, "jobview-gather");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());

    WorkflowsGather(Forwarder forwarder) {
        this.forwarder = forwarder;
    }

    Gathered gather(HttpServletRequest request, WorkflowsPage here, BigDecimal lagHere, int limit) {
        String target = RequestTarget.of(request.getRequestURI(), request.getQueryString());
        Map<String, String> headers = new LinkedHashMap<>();
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        List<CompletableFuture<List<Part>>> asked = new ArrayList<>();
        for (URI owner : here.owners().keySet()) {
            asked.add(CompletableFuture.supplyAsync(() -> ask(owner, target, headers), threads));
        }
        List<WorkflowsPart> parts = new ArrayList<>(List.of(here.part()));
        SortedSet<Integer> missing = new TreeSet<>(here.missing());
        BigDecimal lag = lagHere;
        for (CompletableFuture<List<Part>> each : asked) {
            for (Part answer : each.join()) {
                parts.add(answer.read().part());
                missing.retainAll(answer.read().missing());
                lag = lag.max(answer.lagSeconds());
            }
        }
        return new Gathered(WorkflowsPart.merge(parts, limit), missing, lag);
    }

    /** One answer or none. */
    private List<Part> ask(URI owner, String target, Map<String, String> headers) {
        Forwarded outcome = forwarder.forward(owner, target, headers);
        try {
            if (outcome instanceof Forwarded.Answered answer && answer.status() == 200) {
                String lag = answer.headers().getOrDefault(Answer.VIEW_LAG, "0");
                return List.of(new Part(WorkflowsJson.read(answer.body()), new BigDecimal(lag)));
            }
            if (outcome instanceof Forwarded.Streaming answer) {
                answer.body().close();
            }
            LOG.debug("no workflows from {}: {}", owner, outcome);
        } catch (IOException | NumberFormatException e) {
            LOG.warn("{} gave a list of workflows that is none", owner, e);
        }
        return List.of();
    }
}

package io.jobview.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * One request in search of an answer: the owner is asked, and when it fails or is slow whoever else has a copy, all within one deadline.
 * Who is slow is not given up: the first good answer counts. No thread waits. Thread-safe.
 */
final class CopySearch {

    private final Forwarder forwarder;
    private final Suspects suspects;
    private final Copies copies;
    private final PeerRequest request;
    private final long deadline;
    private final Duration patience;
    private final Alarms alarms;

    private final CompletableFuture<Forwarded> found = new CompletableFuture<>();
    private final List<@Nullable URI> order = new ArrayList<>(); // null stands for the copy here
    private final List<CompletableFuture<Forwarded>> asked = new ArrayList<>();
    private @Nullable Forwarded refusal;
    private boolean refusedHere;
    private int next;
    private int pending;

    /** @param patience how long to wait for the one asked last before the next is asked too */
    CopySearch(
            Forwarder forwarder,
            Suspects suspects,
            Alarms alarms,
            Copies copies,
            PeerRequest request,
            Duration patience) {
        this.forwarder = forwarder;
        this.suspects = suspects;
        this.copies = copies;
        this.request = request;
        this.deadline = System.nanoTime() + request.within().toNanos();
        this.patience = patience;
        this.alarms = alarms;
        List<URI> peers = copies.peers();
        peers.stream().filter(peer -> !suspects.contains(peer)).forEach(order::add);
        boolean ownerFirst = !peers.isEmpty() && order.contains(peers.get(0));
        order.add(ownerFirst ? 1 : 0, null);
        peers.stream().filter(peer -> !order.contains(peer)).forEach(order::add);
    }

    /** Ends with an answer or by being cancelled, which ends the asking. */
    CompletableFuture<Forwarded> start() {
        askNext();
        found.whenComplete((answer, cancelled) -> giveUp(answer));
        return found;
    }

    private synchronized void askNext() {
        if (found.isDone()) {
            return;
        }
        if (next == order.size() || left().isNegative()) {
            if (pending == 0) {
                found.complete(refusal != null ? refusal : new Forwarded.Unreachable("no instance answers in time"));
            }
            return;
        }
        URI peer = order.get(next++);
        pending++;
        if (peer == null) {
            ForkJoinPool.commonPool().execute(() -> take(null, copies.here().get())); // it may wait for the disk
            return;
        }
        CompletableFuture<Forwarded> answer = forwarder.forward(peer, request.within(left()));
        asked.add(answer);
        int turn = next;
        if (turn < order.size()) {
            Alarms.Alarm tired = alarms.in(patience, () -> tireOf(peer, turn));
            answer.whenComplete((outcome, failure) -> tired.cancel());
        }
        answer.thenAccept(outcome -> take(peer, outcome));
    }

    private synchronized void tireOf(URI peer, int turn) {
        if (!found.isDone() && next == turn) {
            suspects.add(peer);
            askNext();
        }
    }

    private synchronized void take(@Nullable URI from, Forwarded outcome) {
        pending--;
        if (from != null && outcome instanceof Forwarded.Unreachable) {
            suspects.add(from);
        } else if (from != null) {
            suspects.clear(from);
        }
        boolean isOwner = from != null && from.equals(copies.peers().get(0));
        if (outcome.isGood() || isOwner && outcome.isBehind()) {
            if (!found.complete(outcome)) {
                outcome.drop();
            }
        } else {
            refuse(from, outcome);
            askNext();
        }
    }

    /** What an instance says of itself is better than that it says nothing, and that is better than that there is no copy here. */
    private void refuse(@Nullable URI from, Forwarded outcome) {
        boolean silent = outcome instanceof Forwarded.Unreachable;
        if (refusal == null || refusedHere || !silent && refusal instanceof Forwarded.Unreachable) {
            refusal = outcome;
            refusedHere = from == null;
        }
    }

    private synchronized void giveUp(@Nullable Forwarded taken) {
        for (CompletableFuture<Forwarded> answer : asked) {
            if (!answer.cancel(true) && !answer.isCompletedExceptionally() && answer.join() != taken) {
                answer.join().drop();
            }
        }
    }

    private Duration left() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }
}

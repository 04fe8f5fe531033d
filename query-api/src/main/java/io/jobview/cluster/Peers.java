package io.jobview.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The other instances: how their requests are known, and how they are asked. Without it an instance does neither. Thread-safe.
 * Owns the forwarder. */
public final class Peers implements AutoCloseable {

    private static final int PATIENCE_PARTS = 8;

    private final PeerSecret secret;
    private final Forwarder forwarder;
    private final Duration timeout;
    private final Duration patience;
    private final Suspects suspects = new Suspects();
    private final Alarms alarms = new Alarms();

    /**
     * @param secret tells a peer's request from anybody else's
     * @param timeout from asking to an answer, whoever gives it; after an eighth of it the next is asked too
     */
    public Peers(PeerSecret secret, Forwarder forwarder, Duration timeout) {
        this.secret = secret;
        this.forwarder = forwarder;
        this.timeout = timeout;
        this.patience = timeout.dividedBy(PATIENCE_PARTS);
    }

    public PeerSecret secret() {
        return secret;
    }

    /**
     * Asks those who have a copy until one gives a good answer; blocks. {@link Forwarded#isGood Otherwise} it is the best refusal.
     *
     * @param target as {@link RequestTarget} writes it
     * @param headers those of the reader's request that the answer depends on
     */
    public Forwarded ask(Copies copies, String target, Map<String, String> headers) {
        CompletableFuture<Forwarded> answer =
                search(copies, new PeerRequest(target, headers, timeout, false), patience);
        try {
            return answer.get();
        } catch (ExecutionException | CancellationException e) {
            return new Forwarded.Unreachable("the search for an answer failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            return new Forwarded.Unreachable("stopping");
        }
    }

    /**
     * Asks in the same way for an answer that may be waited with, and returns at once.
     *
     * @param wait how long a peer may wait beyond the usual time
     * @return ends with an answer or by being cancelled, which ends the asking
     */
    public CompletableFuture<Forwarded> askAndWait(
            Copies copies, String target, Map<String, String> headers, Duration wait) {
        PeerRequest request = new PeerRequest(target, headers, timeout.plus(wait), true);
        return search(copies, request, patience.plus(wait));
    }

    private CompletableFuture<Forwarded> search(Copies copies, PeerRequest request, Duration patient) {
        return new CopySearch(forwarder, suspects, alarms, copies, request, patient).start();
    }

    /** Asks this one alone; does not block. */
    public CompletableFuture<Forwarded> ask(URI peer, String target, Map<String, String> headers) {
        return forwarder.forward(peer, new PeerRequest(target, headers, timeout, false));
    }

    @Override
    public void close() {
        forwarder.close();
        alarms.close();
    }
}

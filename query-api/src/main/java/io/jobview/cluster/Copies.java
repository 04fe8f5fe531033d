package io.jobview.cluster;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the rows of one home partition are.
 *
 * @param peers advertised addresses of other instances that have them, the owner first
 * @param here looks into this instance's own copy: {@link Forwarded.Here} when it will do
 */
public record Copies(List<URI> peers, Supplier<Forwarded> here) {

    public Copies {
        peers = List.copyOf(peers);
    }
}

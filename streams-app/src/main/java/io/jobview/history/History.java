package io.jobview.history;

import org.jspecify.annotations.Nullable;

/**
 * The one history that the stores of a view are the fold of. A topic that is deleted and made again has another id (KIP-516), so an
 * equal name does not make two histories equal.
 *
 * @param cluster id of the Kafka cluster
 * @param events id of the events topic
 * @param rerouted id of the topic with events on their way; a view outlives it
 * @param application the view's application id
 * @param homes the number of home partitions, which stays when the events topic grows
 */
public record History(String cluster, String events, String rerouted, String application, int homes) {

    /** What makes rows of this history useless for another one, in words; null when they are of the same. */
    public @Nullable String difference(History now) {
        if (!cluster.equals(now.cluster)) {
            return "cluster " + cluster + ", not of cluster " + now.cluster;
        }
        if (!application.equals(now.application)) {
            return "view " + application + ", not of view " + now.application;
        }
        if (!events.equals(now.events)) {
            return "an events topic with id " + events + ", not of the present one with id " + now.events;
        }
        return homes == now.homes ? null : homes + " home partitions, not of " + now.homes;
    }
}

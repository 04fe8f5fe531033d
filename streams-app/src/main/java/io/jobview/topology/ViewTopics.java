package io.jobview.topology;

/**
 * The topics of one view. The view owns all but that of the events, and names them after its application id, so two views of the same
 * events share nothing.
 *
 * @param application id of the view
 * @param events where publishers write; any key, any partitioner
 * @param rerouted events on their way to their home partition; as many partitions as there are homes
 * @param deadLetters records that are no events, with the reason in their headers
 * @param changelog folded states, written by Kafka Streams
 */
public record ViewTopics(String application, String events, String rerouted, String deadLetters, String changelog) {

    public static ViewTopics of(String applicationId, String events) {
        return new ViewTopics(
                applicationId,
                events,
                applicationId + "-rerouted",
                applicationId + "-dead-letters",
                applicationId + "-" + ViewTopology.STORE + "-changelog");
    }
}

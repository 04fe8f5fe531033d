package io.jobview.view;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.jspecify.annotations.Nullable;

/** Who of the group has which partition, as this member was last told; never asks anybody. Any thread. */
final class Instances {

    private final KafkaStreams streams;
    private final String eventsTopic;
    private final String scheme;
    private final URI self;

    Instances(KafkaStreams streams, ViewConfig config) {
        this.streams = streams;
        this.eventsTopic = config.eventsTopic();
        this.scheme = config.advertised().getScheme();
        this.self = Endpoint.uri(Endpoint.of(config.advertised()), scheme);
    }

    /** Null when it is not known. */
    @Nullable
    URI owner(int partition) {
        TopicPartition input = input(partition);
        return addresses(known().filter(instance -> instance.topicPartitions().contains(input)))
                .findFirst()
                .orElse(null);
    }

    List<URI> standbys(int partition) {
        TopicPartition input = input(partition);
        return addresses(known().filter(
                                instance -> instance.standbyTopicPartitions().contains(input)))
                .toList();
    }

    boolean isSelf(URI address) {
        return self.equals(address);
    }

    /** Null when nobody else is known to have it. */
    <T> ReadResult.@Nullable Elsewhere<T> elsewhere(int partition) {
        URI owner = owner(partition);
        List<URI> standbys = new ArrayList<>(standbys(partition));
        standbys.removeIf(this::isSelf);
        if (owner != null && !isSelf(owner)) {
            return new ReadResult.Elsewhere<>(partition, owner, standbys);
        }
        return standbys.isEmpty() ? null : new ReadResult.Elsewhere<>(partition, standbys.remove(0), standbys);
    }

    private TopicPartition input(int partition) {
        return new TopicPartition(eventsTopic, partition);
    }

    private Stream<URI> addresses(Stream<StreamsMetadata> instances) {
        return instances.map(instance -> Endpoint.uri(instance.hostInfo(), scheme));
    }

    private Stream<StreamsMetadata> known() {
        try {
            Collection<StreamsMetadata> all = streams.metadataForAllStreamsClients();
            return all.stream();
        } catch (IllegalStateException e) {
            return Stream.empty(); // not running: nobody is known
        }
    }
}

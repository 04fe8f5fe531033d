package io.jobview.view;

import io.jobview.query.Totals;
import io.jobview.query.ViewPosition;
import io.jobview.store.LocalStores;
import io.jobview.store.OpenStore;
import io.jobview.topology.ViewTopics;
import io.jobview.view.PartitionStatus.Input;
import io.jobview.view.PartitionStatus.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Gathers how the home partitions stand from what the instance knows without asking anyone. Any thread. */
final class Partitions {

    private final Instances instances;
    private final ViewTopics topics;
    private final LocalStores locals;
    private final InputProgress progress;
    private final ViewLag lag;
    private final CopyProgress copies;
    private final RestoreProgress restores;

    Partitions(
            Instances instances,
            ViewTopics topics,
            LocalStores locals,
            InputProgress progress,
            ViewLag lag,
            CopyProgress copies,
            RestoreProgress restores) {
        this.instances = instances;
        this.topics = topics;
        this.locals = locals;
        this.progress = progress;
        this.lag = lag;
        this.copies = copies;
        this.restores = restores;
    }

    List<PartitionStatus> all(int count) {
        Set<Integer> assigned = progress.assigned();
        List<PartitionStatus> all = new ArrayList<>();
        for (int partition = 0; partition < count; partition++) {
            all.add(one(partition, assigned.contains(partition)));
        }
        return all;
    }

    private PartitionStatus one(int partition, boolean assigned) {
        OpenStore store = locals.find(partition).orElse(null);
        Role role = role(store, assigned);
        boolean whole = role == Role.ACTIVE || role == Role.STANDBY;
        Totals totals = store != null && whole ? store.copyTotals() : null;
        return new PartitionStatus(
                partition,
                role,
                instances.owner(partition),
                instances.standbys(partition),
                assigned ? inputs(partition) : List.of(),
                assigned ? lag.of(partition) : store == null ? null : copies.lag(store),
                store == null ? List.of() : store.history().missing(),
                store == null ? ViewPosition.EMPTY : store.position(),
                totals,
                role == Role.ACTIVE || store == null ? null : restores.of(partition),
                store == null ? null : store.figures());
    }

    private static Role role(@Nullable OpenStore store, boolean assigned) {
        if (store != null && store.isActive()) {
            return Role.ACTIVE;
        }
        return assigned ? Role.RESTORING : store == null ? Role.ELSEWHERE : Role.STANDBY;
    }

    private List<Input> inputs(int partition) {
        return Stream.of(topics.events(), topics.rerouted())
                .map(topic -> progress.input(new TopicPartition(topic, partition)))
                .toList();
    }
}

package io.jobview.http;

import io.jobview.view.PartitionStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a meter for each figure of each home partition that has it here, and takes away those of a partition that has moved
 * on: a stale lag would raise alarms for ever. For one thread at a time.
 */
final class PartitionMeters {

    private record Key(PartitionFigure figure, int partition) {}

    /** What a meter shows; the registry keeps meters by their name and tags, not by what they show. */
    private static final class Shown {
        private volatile double value;
    }

    private final MeterRegistry registry;
    private final Map<Key, Shown> shown = new HashMap<>();
    private final Map<Key, Meter> meters = new HashMap<>();

    PartitionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void update(List<PartitionStatus> partitions) {
        for (PartitionStatus partition : partitions) {
            boolean here = partition.role() != PartitionStatus.Role.ELSEWHERE;
            for (PartitionFigure figure : PartitionFigure.ALL) {
                Key key = new Key(figure, partition.partition());
                double value = here ? figure.value().applyAsDouble(partition) : Double.NaN;
                if (Double.isNaN(value)) {
                    remove(key);
                } else {
                    shown.computeIfAbsent(key, this::register).value = value;
                }
            }
        }
    }

    private Shown register(Key key) {
        PartitionFigure figure = key.figure();
        Shown value = new Shown();
        String unit = figure.unit().isEmpty() ? null : figure.unit();
        String partition = Integer.toString(key.partition());
        meters.put(
                key,
                figure.grows()
                        ? FunctionCounter.builder(figure.name(), value, now -> now.value)
                                .baseUnit(unit)
                                .description(figure.description())
                                .tag("partition", partition)
                                .register(registry)
                        : Gauge.builder(figure.name(), value, now -> now.value)
                                .baseUnit(unit)
                                .description(figure.description())
                                .tag("partition", partition)
                                .register(registry));
        return value;
    }

    private void remove(Key key) {
        Meter meter = meters.remove(key);
        if (meter != null) {
            registry.remove(meter);
            shown.remove(key);
        }
    }
}

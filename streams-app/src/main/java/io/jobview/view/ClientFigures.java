package io.jobview.view;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/** The few of the Kafka clients' hundreds of metrics that tell an operator something, over all threads. */
final class ClientFigures {

    private static final String TOTAL = "-total";

    /** By Kafka's own names. None is in another unit than seconds, bytes or counts. */
    private static final Set<String> NAMES = Set.of(
            "alive-stream-threads",
            "failed-stream-threads",
            "process-total",
            "commit-total",
            "rebalance-total",
            "failed-rebalance-total",
            "last-rebalance-seconds-ago",
            "records-lag-max",
            "records-consumed-total",
            "bytes-consumed-total",
            "record-send-total",
            "record-error-total");

    /** The same total is also there per topic or per partition. */
    private static final Set<String> FINER = Set.of("topic", "partition", "task-id", "processor-node-id");

    private ClientFigures() {}

    /** Totals are sums over the threads, all else is the greatest. */
    static Map<String, Double> of(KafkaStreams streams) {
        Map<String, Double> figures = new TreeMap<>();
        for (Metric metric : streams.metrics().values()) {
            String name = metric.metricName().name();
            boolean whole = metric.metricName().tags().keySet().stream().noneMatch(FINER::contains);
            if (NAMES.contains(name) && whole && metric.metricValue() instanceof Number value) {
                double figure = value.doubleValue();
                if (!Double.isNaN(figure)) {
                    figures.merge(name, figure, name.endsWith(TOTAL) ? Double::sum : Math::max);
                }
            }
        }
        return figures;
    }
}

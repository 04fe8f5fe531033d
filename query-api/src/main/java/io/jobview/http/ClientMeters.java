package io.jobview.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The figures of the Kafka clients under their own names, after {@code jobview_kafka_}. For one thread at a time. */
final class ClientMeters {

    private static final String TOTAL = "-total";

    private final MeterRegistry registry;
    private final Set<String> known = new HashSet<>();
    private volatile Map<String, Double> now = Map.of();

    ClientMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void update(Map<String, Double> figures) {
        now = figures;
        figures.keySet().stream().filter(known::add).forEach(this::register);
    }

    private void register(String figure) {
        String description = "Kafka's " + figure;
        if (figure.endsWith(TOTAL)) {
            String name = figure.substring(0, figure.length() - TOTAL.length()); // the registry appends it again
            FunctionCounter.builder(meter(name), this, all -> all.value(figure))
                    .description(description)
                    .register(registry);
        } else {
            Gauge.builder(meter(figure), this, all -> all.value(figure))
                    .description(description)
                    .register(registry);
        }
    }

    private double value(String figure) {
        return now.getOrDefault(figure, 0.0);
    }

    private static String meter(String figure) {
        return "jobview.kafka." + figure.replace('-', '.');
    }
}

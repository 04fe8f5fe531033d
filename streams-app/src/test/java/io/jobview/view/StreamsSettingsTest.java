package io.jobview.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

    /** Streams gives a task that meets Kafka's absence until now plus this; it does not look for an overflow. */
    @Test
    void aTaskOutlastsDaysWithoutKafka() {
        ViewConfig config = new ViewConfig(
                "app", "events", Path.of("state"), URI.create("http://127.0.0.1:8080"), 0, 1, 1 << 20, Map.of());
        long timeout = (long) StreamsSettings.of(config, "a").get(StreamsConfig.TASK_TIMEOUT_MS_CONFIG);
        long now = System.currentTimeMillis();
        assertThat(now + timeout).isGreaterThan(now + 7 * DAY_MILLIS);
    }
}

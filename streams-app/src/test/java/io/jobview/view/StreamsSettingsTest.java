package io.jobview.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.topology.ConsumedOffsets;
import io.jobview.topology.FetchWatch;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

    private static final ConsumedOffsets CONSUMED = new ConsumedOffsets();

    /** Streams gives a task that meets Kafka's absence until now plus this; it does not look for an overflow. */
    @Test
    void aTaskOutlastsDaysWithoutKafka() {
        long timeout = (long) settings(Map.of()).get(StreamsConfig.TASK_TIMEOUT_MS_CONFIG);
        long now = System.currentTimeMillis();
        assertThat(now + timeout).isGreaterThan(now + 7 * DAY_MILLIS);
    }

    @Test
    void theUsersInterceptorsAreCalledBesideOurs() {
        String ours = FetchWatch.class.getName();
        assertThat(interceptors(Map.of())).isEqualTo(ours);
        assertThat(interceptors(Map.of("interceptor.classes", "a.B"))).isEqualTo("a.B," + ours);
        assertThat(interceptors(Map.of("interceptor.classes", "a.B", "consumer.interceptor.classes", "c.D")))
                .isEqualTo("c.D," + ours);
    }

    private static Object interceptors(Map<String, String> kafka) {
        return settings(kafka).get("main.consumer.interceptor.classes");
    }

    private static Properties settings(Map<String, String> kafka) {
        ViewConfig config = new ViewConfig(
                "app", "events", Path.of("state"), URI.create("http://127.0.0.1:8080"), 0, 1, 1 << 20, kafka);
        return StreamsSettings.of(config, "a", CONSUMED);
    }
}

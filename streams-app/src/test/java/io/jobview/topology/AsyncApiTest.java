package io.jobview.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/asyncapi.yaml names the topics and headers that the code has. */
class AsyncApiTest {

    private static final Path DOCS = Path.of("..", "docs");

    private final Object document;

    AsyncApiTest() throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setAllowDuplicateKeys(false).build();
        document = new Load(settings).loadFromString(Files.readString(DOCS.resolve("asyncapi.yaml")));
    }

    @Test
    void itIsAsyncApi3AndEveryReferenceLeadsSomewhere() {
        assertThat(at("asyncapi")).isEqualTo("3.0.0");
        Set<String> references = new TreeSet<>();
        references(document, references);
        assertThat(references)
                .contains("job-event.schema.json", "#/channels/dead-letters", "#/components/messages/state");
        assertThat(references).allSatisfy(reference -> {
            if (reference.startsWith("#/")) {
                assertThat(at(reference.substring(2).split("/"))).isInstanceOf(Map.class);
            } else {
                assertThat(DOCS.resolve(reference)).isRegularFile();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"jobview, job-events", "another, lifecycle"})
    void itHasTheTopicsOfAView(String applicationId, String events) {
        ViewTopics topics = ViewTopics.of(applicationId, events);
        Map<String, String> addresses = Map.of(
                "events", topics.events(),
                "rerouted", topics.rerouted(),
                "dead-letters", topics.deadLetters(),
                "changelog", topics.changelog());

        assertThat(keys("channels")).isEqualTo(addresses.keySet());
        addresses.forEach((channel, topic) -> assertThat(
                        text("channels", channel, "address").replace("{application_id}", applicationId))
                .isEqualTo(channel.equals("events") ? "job-events" : topic));
    }

    @Test
    void reroutedEventsCarryTheirOrigin() {
        assertThat(keys("components", "messages", "rerouted", "headers", "properties"))
                .containsExactly(Origin.HEADER);
        String example = (String)
                ((List<?>) at("components", "messages", "rerouted", "headers", "properties", Origin.HEADER, "examples"))
                        .get(0);
        byte[] bytes = HexFormat.of().parseHex(example);

        assertThat(Origin.of(new RecordHeaders().add(Origin.HEADER, bytes))).isEqualTo(new Origin(2, 1045, 1000));
        assertThat(example)
                .matches(text("components", "messages", "rerouted", "headers", "properties", Origin.HEADER, "pattern"));
    }

    @Test
    void deadLettersSayWhereTheyComeFromAndWhy() {
        List<String> always =
                List.of(DeadLetter.TOPIC, DeadLetter.PARTITION, DeadLetter.OFFSET, DeadLetter.FIELD, DeadLetter.REASON);
        assertThat(at("components", "messages", "deadLetter", "headers", "required"))
                .isEqualTo(always);
        Set<String> all = new TreeSet<>(always);
        all.add(DeadLetter.CUT_FROM);
        assertThat(keys("components", "messages", "deadLetter", "headers", "properties"))
                .isEqualTo(all);
    }

    private Set<String> keys(String... path) {
        Set<String> keys = new TreeSet<>();
        ((Map<?, ?>) at(path)).keySet().forEach(key -> keys.add((String) key));
        return keys;
    }

    private String text(String... path) {
        return (String) at(path);
    }

    private Object at(String... path) {
        Object node = document;
        for (String key : path) {
            node = ((Map<?, ?>) node).get(key);
            assertThat(node).as(Arrays.toString(path) + " at " + key).isNotNull();
        }
        return node;
    }

    private static void references(Object node, Set<String> found) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("$ref")) {
                    found.add((String) value);
                }
                references(value, found);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> references(item, found));
        }
    }
}

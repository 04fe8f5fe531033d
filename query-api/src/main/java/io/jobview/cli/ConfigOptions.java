package io.jobview.cli;

import io.jobview.config.ConfigSources;
import io.jobview.config.Key;
import io.jobview.config.ServiceConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command with a configuration has. */
final class ConfigOptions {

    /** Set by the launcher. */
    private static final String HOME = "jobview.home";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings (./jobview.properties, or that of the archive); JOBVIEW_ variables overrule them.")
    private @Nullable Path file;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Where Kafka is (127.0.0.1:9092).")
    private @Nullable String bootstrap;

    @Option(names = "--topic", paramLabel = "NAME", description = "The topic of events (job-events).")
    private @Nullable String topic;

    /** The file that is read; null: there is none. */
    @Nullable
    Path file() {
        String home = System.getProperty(HOME);
        return ConfigSources.file(file, home == null ? null : Path.of(home));
    }

    ServiceConfig load(Map<Key, @Nullable String> options) {
        Map<String, String> settings = new TreeMap<>();
        put(Key.BOOTSTRAP, bootstrap, settings);
        put(Key.EVENTS_TOPIC, topic, settings);
        options.forEach((key, value) -> put(key, value, settings));
        return ConfigSources.load(file(), System.getenv(), settings);
    }

    private static void put(Key key, @Nullable String value, Map<String, String> settings) {
        if (value != null) {
            settings.put(key.text(), value);
        }
    }
}

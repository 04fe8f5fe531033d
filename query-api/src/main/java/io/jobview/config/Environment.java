package io.jobview.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads settings out of environment variables: {@code JOBVIEW_HTTP_PORT} is {@code http.port}. */
final class Environment {

    static final String PREFIX = "JOBVIEW_";

    /** Variables of the start script and of the log, which are no settings. */
    private static final Set<String> NOT_SETTINGS = Set.of("JOBVIEW_JAVA_OPTS", "JOBVIEW_LOG_LEVEL");

    private Environment() {}

    static Map<String, String> settings(Map<String, String> variables) {
        Map<String, String> settings = new TreeMap<>();
        variables.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !NOT_SETTINGS.contains(variable)) {
                String name = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                settings.put(name.replace('_', '.'), value);
            }
        });
        return settings;
    }
}

package io.jobview.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads settings out of environment variables: {@code JOBVIEW_HTTP_PORT} is {@code http.port}. */
final class Environment {

    static final String PREFIX = "JOBVIEW_";

    /** Variables of the start script and of the log, which are no settings. */
    private static final Set<String> NOT_SETTINGS = Set.of("JOBVIEW_JAVA_OPTS", "JOBVIEW_LOG_LEVEL");

    /**
     * What Kubernetes tells every pod of a Service called {@code jobview} or {@code jobview-...}, unless the pod says
     * {@code enableServiceLinks: false}.
     */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "JOBVIEW(?:_.+)?_(?:SERVICE_HOST|SERVICE_PORT(?:_.+)?|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_.+)?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    private Environment() {}

    static Map<String, String> settings(Map<String, String> variables) {
        Map<String, String> settings = new TreeMap<>();
        variables.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !NOT_SETTINGS.contains(variable) && !isServiceLink(variable, value)) {
                String name = variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                settings.put(name.replace('_', '.'), value);
            }
        });
        return settings;
    }

    private static boolean isServiceLink(String variable, String value) {
        return SERVICE_LINK.matcher(variable).matches()
                || variable.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches();
    }
}

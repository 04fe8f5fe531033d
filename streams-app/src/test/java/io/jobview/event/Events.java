package io.jobview.event;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;

/** Events as text for tests: a valid one, and it with one field changed. */
final class Events {
    /** Every field of the contract, with values that differ from the defaults. */
    static final String FULL =
            "{\"event_id\":\"e-1\",\"type\":\"job.completed\",\"workflow_id\":\"wf-ü\",\"job_id\":\"job-1\","
                    + "\"occurred_at\":\"2026-01-31T12:00:00.5Z\",\"attempt\":2,\"trigger\":\"MANUAL\",\"container_id\":\"c/1\","
                    + "\"scheduled_at\":\"2026-01-31T11:00:00Z\",\"started_at\":\"2026-01-31T13:00:01+02:00\","
                    + "\"completed_at\":\"2026-01-31T12:00:00.250Z\",\"created_at\":\"2026-01-31T10:00:00z\"}";

    private static final String REQUIRED = "{\"type\":\"job.created\",\"workflow_id\":\"wf\",\"job_id\":\"job\","
            + "\"occurred_at\":\"2026-01-31T12:00:00Z\"}";

    private Events() {}

    /** A valid event with only the required fields, in which {@code field} has the JSON {@code value}. */
    static String with(String field, String value) {
        String member = "\"" + field + "\":" + value;
        String replaced = REQUIRED.replaceFirst("\"" + field + "\":\"[^\"]*\"", Matcher.quoteReplacement(member));
        return replaced.equals(REQUIRED) && !REQUIRED.contains(member)
                ? REQUIRED.replace("}", "," + member + "}")
                : replaced;
    }

    static String required() {
        return REQUIRED;
    }

    static String without(String field) {
        return REQUIRED.replaceFirst(",?\"" + field + "\":\"[^\"]*\"", "").replace("{,", "{");
    }

    static Decoded decode(String json) {
        return new EventDecoder().decode(json.getBytes(StandardCharsets.UTF_8));
    }

    static JobEvent valid(String json) {
        Decoded decoded = decode(json);
        if (decoded instanceof Decoded.Valid valid) {
            return valid.event();
        }
        throw new AssertionError(decoded + " for " + json);
    }

    static String reason(String json) {
        Decoded decoded = decode(json);
        if (decoded instanceof Decoded.Rejected rejected) {
            return rejected.reason();
        }
        throw new AssertionError(decoded + " for " + json);
    }
}

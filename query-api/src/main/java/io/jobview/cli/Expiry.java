package io.jobview.cli;

import io.jobview.config.ConfigException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** When a token expires, as people say it. */
final class Expiry {

    private static final Pattern DAYS = Pattern.compile("[0-9]{1,5}d");

    private Expiry() {}

    /**
     * @param text days from now, or a time
     * @throws ConfigException if it is neither, or over
     */
    static Instant read(String text, Instant now) {
        Instant expires = instant(text, now);
        if (!expires.isAfter(now)) {
            throw new ConfigException("--expires is '" + text + "', which is over already");
        }
        return expires.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant instant(String text, Instant now) {
        if (DAYS.matcher(text).matches()) {
            return now.plus(Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1))));
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ConfigException(
                    "--expires is '" + text + "' but must be days such as 90d or a time such as 2027-01-31T00:00:00Z");
        }
    }
}

package io.jobview.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the texts of settings into values. Every refusal names the setting, what it is, and what it may be. */
final class Values {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([kmg]?)b?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private final Map<String, String> texts;

    Values(Map<String, String> texts) {
        this.texts = texts;
    }

    String text(Key key) {
        return texts.getOrDefault(key.text(), key.byDefault()).strip();
    }

    String filled(Key key) {
        String text = text(key);
        if (text.isEmpty()) {
            throw wrong(key, "not empty");
        }
        return text;
    }

    /** What may stand in the name of a topic, since internal topics are named after it. */
    String topicName(Key key) {
        String text = text(key);
        if (!TOPIC.matcher(text).matches() || text.equals(".") || text.equals("..")) {
            throw wrong(key, "1 to 200 letters, digits, '.', '_' or '-'");
        }
        return text;
    }

    int number(Key key, int least, int greatest) {
        try {
            int number = Integer.parseInt(text(key));
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw wrong(key, "a whole number from " + least + " to " + greatest);
    }

    long bytes(Key key, long least) {
        Matcher size = SIZE.matcher(text(key).toLowerCase(Locale.ROOT));
        if (size.matches()) {
            int shift = size.group(2).isEmpty() ? 0 : 10 * (1 + "kmg".indexOf(size.group(2)));
            long number = Long.parseLong(size.group(1));
            if (number <= Long.MAX_VALUE >> shift && number << shift >= least) {
                return number << shift;
            }
        }
        throw wrong(key, "a size such as 256m or 1g, at least " + (least >> 20) + "m");
    }

    Duration duration(Key key) {
        Duration duration = durationOrZero(key);
        if (duration.isZero()) {
            throw wrongDuration(key);
        }
        return duration;
    }

    Duration durationOrZero(Key key) {
        Matcher duration = DURATION.matcher(text(key));
        if (duration.matches()) {
            long number = Long.parseLong(duration.group(1));
            return switch (duration.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
        }
        throw wrongDuration(key);
    }

    private ConfigException wrongDuration(Key key) {
        return wrong(key, "a duration such as 500ms or 2s");
    }

    boolean flag(Key key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    /** What stands between commas; nothing if the setting is empty. */
    List<String> list(Key key) {
        return COMMA.splitAsStream(text(key))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Each is one of {@code known}, and there is at least one. */
    List<String> someOf(Key key, Set<String> known) {
        List<String> list = list(key);
        if (list.isEmpty() || !known.containsAll(list)) {
            throw wrong(key, "one or more of " + String.join(", ", new TreeSet<>(known)) + ", separated by commas");
        }
        return list;
    }

    /** An address without a query. */
    @Nullable
    URI url(Key key) {
        URI url = anyUrl(key, "an address such as http://10.0.0.5:8080");
        if (url != null && url.getQuery() != null) {
            throw wrong(key, "an address such as http://10.0.0.5:8080");
        }
        return url;
    }

    /** Null when the setting is empty. */
    @Nullable
    URI anyUrl(Key key, String allowed) {
        String text = text(key);
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI url = new URI(text);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null && url.getPort() != 0) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below, as for a URL of another kind.
        }
        throw wrong(key, allowed);
    }

    /** Null when the setting is empty. */
    @Nullable
    Path pathIfAny(Key key) {
        return text(key).isEmpty() ? null : path(key);
    }

    Path path(Key key) {
        try {
            return Path.of(filled(key));
        } catch (InvalidPathException e) {
            throw wrong(key, "a path");
        }
    }

    private ConfigException wrong(Key key, String allowed) {
        return new ConfigException(key.text() + " is '" + text(key) + "' but must be " + allowed);
    }
}

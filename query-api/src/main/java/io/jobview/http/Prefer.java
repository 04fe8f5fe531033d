package io.jobview.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The preference {@code wait} of RFC 7240 section 4.3. As section 2 asks, what is not understood is as if it were not there. */
final class Prefer {

    static final String PREFER = "Prefer";
    static final String APPLIED = "Preference-Applied";

    private static final int MAX_WAIT_SECONDS = 10;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String WORD = "(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")";
    private static final String PARAMETER = TOKEN + "(?:[ \\t]*=[ \\t]*" + WORD + "?)?+";

    /** One preference, in group 1 its name and in group 2 its value, with its parameters and the comma after it. */
    private static final Pattern ONE = Pattern.compile("[ \\t,]*(" + TOKEN + ")(?:[ \\t]*=[ \\t]*(" + WORD + ")?)?+"
            + "(?:[ \\t]*;(?:[ \\t]*" + PARAMETER + ")?)*+[ \\t]*(?:,|$)");

    private Prefer() {}

    /** The preference to wait so long, in whole seconds and no less. */
    static String wait(Duration atMost) {
        return "wait=" + atMost.plusSeconds(1).minusNanos(1).toSeconds();
    }

    /** How long the reader would wait, 0 to 10 s; more counts as 10. */
    static Duration waitOf(HttpServletRequest request) {
        return request.getHeader(PREFER) == null
                ? Duration.ZERO
                : waitOf(String.join(",", Collections.list(request.getHeaders(PREFER))));
    }

    /** Of several the first counts (RFC 7240 section 2). */
    static Duration waitOf(String preferences) {
        Matcher one = ONE.matcher(preferences);
        while (one.lookingAt()) {
            if (one.group(1).equalsIgnoreCase("wait")) {
                return seconds(one.group(2) == null ? "" : one.group(2));
            }
            one.region(one.end(), preferences.length());
        }
        return Duration.ZERO;
    }

    private static Duration seconds(String word) {
        String digits = word.startsWith("\"") ? word.substring(1, word.length() - 1) : word;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ZERO;
        }
        int seconds = 0;
        for (int i = 0; i < digits.length(); i++) {
            seconds = Math.min(MAX_WAIT_SECONDS, seconds * 10 + digits.charAt(i) - '0');
        }
        return Duration.ofSeconds(seconds);
    }
}

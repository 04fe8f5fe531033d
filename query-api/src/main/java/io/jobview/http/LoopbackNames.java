package io.jobview.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names under which a browser finds this machine and no other. A website can have its own name lead here once its page is loaded; the page
 * could then read what is for this machine, were its name not looked at.
 */
final class LoopbackNames {

    private static final Pattern LOOPBACK =
            Pattern.compile("(?:[a-z0-9-]+\\.)*localhost\\.?|127(?:\\.[0-9]{1,3}){3}|\\[?(?:0*:)+0*1]?");

    private LoopbackNames() {}

    /** @param host of a request, without its port; null or empty when it names none, as no browser does */
    static boolean isOne(@Nullable String host) {
        return host == null
                || host.isEmpty()
                || host.equals("127.0.0.1")
                || host.equals("localhost")
                || LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}

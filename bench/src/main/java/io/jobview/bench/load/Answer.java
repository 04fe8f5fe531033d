package io.jobview.bench.load;

import java.util.Locale;
import java.util.Map;

/**
 * A whole answer.
 *
 * @param headers by name in lower case
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {

    /** Empty when there is none. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}

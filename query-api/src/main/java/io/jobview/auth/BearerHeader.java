package io.jobview.auth;

import java.util.List;

/** Reads the Authorization header as RFC 6750 section 2.1 writes it: {@code Bearer} in any case, spaces, one b64token. */
final class BearerHeader {

    private static final String SCHEME = "Bearer";
    private static final AuthResult MISSING = new AuthResult.Missing();

    private BearerHeader() {}

    /**
     * The token as {@link Token}, or why there is none.
     *
     * @param values of every Authorization header
     */
    static Parsed parse(List<String> values) {
        if (values.isEmpty()) {
            return new NoToken(MISSING);
        }
        if (values.size() > 1) {
            return malformed("there is more than one Authorization header");
        }
        String value = values.get(0).strip();
        int schemeEnd = value.indexOf(' ');
        String scheme = schemeEnd < 0 ? value : value.substring(0, schemeEnd);
        if (scheme.isEmpty()) {
            return malformed("the Authorization header is empty");
        }
        if (!scheme.equalsIgnoreCase(SCHEME)) {
            return new NoToken(MISSING);
        }
        String token = value.substring(scheme.length()).strip();
        return isB64Token(token) ? new Token(token) : malformed("after Bearer there must be one token");
    }

    private static NoToken malformed(String reason) {
        return new NoToken(new AuthResult.Malformed(reason));
    }

    private static boolean isB64Token(String token) {
        int end = token.length();
        while (end > 0 && token.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = token.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letterOrDigit && "-._~+/".indexOf(c) < 0) {
                return false;
            }
        }
        return end > 0;
    }

    sealed interface Parsed {}

    /** @param result never granted */
    record NoToken(AuthResult result) implements Parsed {}

    /** What was sent: a secret. */
    record Token(String text) implements Parsed {
        @Override
        public String toString() {
            return "Token[]";
        }
    }
}

package io.jobview.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of keys as an issuer publishes it. A key that cannot be used is passed over, as RFC 7517 section 5 has it: the others are good.
 *
 * @param passedOver for a person: which keys, by their place and their id, and why
 */
record PublishedKeys(JWKSet usable, List<String> passedOver) {

    private static final int LONGEST_ID = 40;

    PublishedKeys {
        passedOver = List.copyOf(passedOver);
    }

    /** @throws ParseException if it is no set of keys, or none of several can be used */
    static PublishedKeys parse(String json) throws ParseException {
        Map<String, Object> set = object(json);
        if (set == null || !(set.get("keys") instanceof List<?> published)) {
            throw new ParseException("there is no list of keys", 0);
        }
        List<JWK> usable = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        for (int i = 0; i < published.size(); i++) {
            String fault = add(published.get(i), usable);
            if (fault != null) {
                passedOver.add("key " + (i + 1) + id(published.get(i)) + ": " + fault);
            }
        }
        if (usable.isEmpty() && !passedOver.isEmpty()) {
            throw new ParseException("no key can be used; " + String.join("; ", passedOver), 0);
        }
        return new PublishedKeys(new JWKSet(usable), passedOver);
    }

    private static @Nullable Map<String, Object> object(String json) throws ParseException {
        try {
            return JSONObjectUtils.parse(json);
        } catch (RuntimeException e) { // of what the parser did not think of
            throw new ParseException("it is no JSON object", 0);
        }
    }

    /** Null if it can be used; else why not. */
    private static @Nullable String add(@Nullable Object key, List<JWK> usable) {
        if (!(key instanceof Map<?, ?> members)) {
            return "it is no object";
        }
        Map<String, Object> named = new HashMap<>();
        members.forEach((name, value) -> named.put(String.valueOf(name), value));
        try {
            JWK parsed = JWK.parse(named);
            if (Ed25519Keys.isOne(parsed)) {
                Ed25519Keys.of(parsed.toOctetKeyPair());
            }
            usable.add(parsed);
            return null;
        } catch (ParseException | GeneralSecurityException | RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String id(@Nullable Object key) {
        if (!(key instanceof Map<?, ?> members) || members.get("kid") == null) {
            return "";
        }
        String id = String.valueOf(members.get("kid")).replaceAll("[^A-Za-z0-9._~+/=-]", "?");
        return " (kid " + (id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID) + "...") + ")";
    }
}

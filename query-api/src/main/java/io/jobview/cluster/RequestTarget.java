package io.jobview.cluster;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A request target as it was received, made fit to be sent on: what a URI may not hold is percent-encoded. */
public final class RequestTarget {

    private static final boolean[] KEPT =
            ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%/&=+,;:@!$'()*");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RequestTarget() {}

    /** Both parts raw, as in the request line; an encoding that is there already stays. */
    public static String of(String rawPath, @Nullable String rawQuery) {
        StringBuilder target = new StringBuilder(rawPath.length() + 32);
        append(rawPath, target);
        if (rawQuery != null) {
            target.append('?');
            append(rawQuery, target);
        }
        return target.toString();
    }

    private static void append(String raw, StringBuilder target) {
        int kept = 0;
        while (kept < raw.length() && isKept(raw.charAt(kept))) {
            kept++;
        }
        target.append(raw, 0, kept); // all of it, but for what no URI holds
        for (int i = kept, c; i < raw.length(); i += Character.charCount(c)) {
            c = raw.codePointAt(i);
            if (isKept(c)) {
                target.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    target.append('%').append(HEX.toHexDigits(b));
                }
            }
        }
    }

    private static boolean isKept(int c) {
        return c < KEPT.length && KEPT[c];
    }

    private static boolean[] ascii(String chars) {
        boolean[] kept = new boolean[128];
        chars.chars().forEach(c -> kept[c] = true);
        return kept;
    }
}

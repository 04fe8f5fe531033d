package io.jobview.cluster;

import io.jobview.cursor.CursorCodec;
import io.jobview.query.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;

/** A page request written as the request target that means it, whatever characters the ids hold. */
final class PageTarget {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PageTarget() {}

    static String of(PageRequest page) {
        StringBuilder target = new StringBuilder("/workflows/");
        encode(page.workflowId(), target);
        target.append("/jobs?limit=").append(page.limit());
        list("&status=", page.filter().statuses(), target);
        list("&trigger=", page.filter().triggers(), target);
        if (page.after() != null) {
            target.append("&cursor=").append(CursorCodec.encode(page.after(), page.workflowId(), page.filter()));
        }
        return target.toString();
    }

    private static void list(String name, Collection<? extends Enum<?>> values, StringBuilder target) {
        String before = name;
        for (Enum<?> value : values) {
            target.append(before).append(value.name());
            before = ",";
        }
    }

    private static void encode(String id, StringBuilder target) {
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                target.append((char) b);
            } else {
                target.append('%').append(HEX.toHexDigits(b));
            }
        }
    }
}

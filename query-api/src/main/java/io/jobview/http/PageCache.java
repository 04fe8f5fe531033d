package io.jobview.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jobview.query.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pages by what they follow from: the digest of the workflow's rows and the query. Whoever asks has just read the digest, so
 * a page of an older view is never found. Thread-safe.
 */
final class PageCache {

    private static final int OVERHEAD = 200; // bytes of heap beside a body

    /** @param query see {@link ETags#query} */
    private record Key(Digest digest, long query) {}

    /** @param cursor of the next page, empty on the last */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Page(byte[] body, String cursor, int rows) {}

    private final @Nullable Cache<Key, Page> pages;

    /** @param bytes how much heap the pages may take; 0 keeps none */
    PageCache(long bytes) {
        pages = bytes == 0
                ? null
                : Caffeine.newBuilder()
                        .maximumWeight(bytes)
                        .weigher((Key key, Page page) -> page.body().length + OVERHEAD)
                        .executor(Runnable::run)
                        .build();
    }

    boolean isOff() {
        return pages == null;
    }

    @Nullable
    Page find(Digest digest, long query) {
        return pages == null ? null : pages.getIfPresent(new Key(digest, query));
    }

    /** Keeps a copy. */
    void keep(Digest digest, long query, ByteBuffer body, String cursor, int rows) {
        if (pages != null && Answer.isBuffered(body.remaining())) {
            int start = body.arrayOffset() + body.position();
            byte[] copy = Arrays.copyOfRange(body.array(), start, start + body.remaining());
            pages.put(new Key(digest, query), new Page(copy, cursor, rows));
        }
    }
}

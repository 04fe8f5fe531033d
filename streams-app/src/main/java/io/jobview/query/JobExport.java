package io.jobview.query;

import org.jspecify.annotations.Nullable;

/**
 * The jobs that a filter lets pass as they were at one moment, read part by part. Between two parts it takes no memory to
 * speak of, but the store keeps what it has since replaced: close it soon.
 *
 * <p>Parts are asked for by one thread at a time; any thread may close it.
 */
public interface JobExport extends AutoCloseable {

    /** The next part; null when that moment is gone, because this was closed or the store is closing. Not to be asked after the last part. */
    @Nullable
    ExportPart next();

    @Override
    void close();
}

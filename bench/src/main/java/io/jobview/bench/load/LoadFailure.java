package io.jobview.bench.load;

import java.io.IOException;

/** The load met an answer that it must not count; the run has no result. */
public final class LoadFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    LoadFailure(IOException cause) {
        super(cause.getMessage(), cause);
    }
}

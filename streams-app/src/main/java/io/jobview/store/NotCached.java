package io.jobview.store;

/** A read that was to stay in memory would have had to wait for the disk. Has no stack trace: it is no fault. */
final class NotCached extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotCached() {
        super("not in the block cache", null, false, false);
    }
}

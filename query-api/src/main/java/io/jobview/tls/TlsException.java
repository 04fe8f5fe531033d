package io.jobview.tls;

/** A certificate or a key cannot be used; the message is one line for a person, and holds no secret. */
public final class TlsException extends RuntimeException {

    public TlsException(String message) {
        super(message);
    }
}

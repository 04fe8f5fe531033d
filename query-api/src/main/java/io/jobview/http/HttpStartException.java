package io.jobview.http;

/** The service cannot listen; the message is one line for a person. */
public final class HttpStartException extends RuntimeException {

    public HttpStartException(String message, Throwable cause) {
        super(message, cause);
    }
}

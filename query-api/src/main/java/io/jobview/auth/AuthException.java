package io.jobview.auth;

/** What authentication is set up with is wrong; the message is one line for a person and holds no token. */
public final class AuthException extends RuntimeException {

    public AuthException(String message) {
        super(message);
    }
}

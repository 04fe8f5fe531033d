package io.jobview.config;

/** A setting is wrong; the message is one line for a person and holds no secret. */
public final class ConfigException extends RuntimeException {

    public ConfigException(String message) {
        super(message);
    }
}

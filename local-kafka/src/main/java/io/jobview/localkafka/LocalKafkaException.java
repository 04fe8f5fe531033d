package io.jobview.localkafka;

import org.jspecify.annotations.Nullable;

/** The local Kafka cannot do what was asked; the message says why, in one line for a person. */
public final class LocalKafkaException extends RuntimeException {

    LocalKafkaException(String message) {
        super(message);
    }

    LocalKafkaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.jobview.kafka;

import java.io.IOException;

/** Something else than Kafka answers where Kafka should; the message is one line that says what, and where. */
public final class NotKafkaException extends IOException {

    private static final long serialVersionUID = 1;

    NotKafkaException(String message) {
        super(message);
    }
}

package io.jobview.localkafka;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Runs in a JVM of its own: writes 0, 1, 2, ... and prints each number once it is acknowledged, until it is killed. */
final class ProduceUntilKilled {

    private ProduceUntilKilled() {}

    public static void main(String[] args) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(new LocalKafkaConfig(Path.of(args[0]), 0));
                Producer<String, String> producer = Records.producer(kafka.bootstrapServers())) {
            kafka.createTopic("numbers", 1, Map.of());
            for (int number = 0; number < Integer.MAX_VALUE; number++) {
                producer.send(new ProducerRecord<>("numbers", Integer.toString(number)))
                        .get();
                System.out.println(number);
            }
        }
    }
}

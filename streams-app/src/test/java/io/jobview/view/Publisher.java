package io.jobview.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobview.event.JobEvent;
import io.jobview.topology.EventJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes events in the ways that publishers do: what they key by and how they choose a partition. */
enum Publisher {
    BY_WORKFLOW {
        @Override
        ProducerRecord<byte[], byte[]> record(String topic, JobEvent event, int partitions) {
            return new ProducerRecord<>(topic, event.workflowId().getBytes(UTF_8), EventJson.of(event));
        }
    },
    BY_JOB {
        @Override
        ProducerRecord<byte[], byte[]> record(String topic, JobEvent event, int partitions) {
            return new ProducerRecord<>(topic, event.jobId().getBytes(UTF_8), EventJson.of(event));
        }
    },
    WITHOUT_KEY {
        @Override
        ProducerRecord<byte[], byte[]> record(String topic, JobEvent event, int partitions) {
            return new ProducerRecord<>(topic, EventJson.of(event));
        }
    },
    /** As librdkafka does by default. */
    BY_CRC32 {
        @Override
        ProducerRecord<byte[], byte[]> record(String topic, JobEvent event, int partitions) {
            byte[] key = event.workflowId().getBytes(UTF_8);
            CRC32 crc = new CRC32();
            crc.update(key);
            return new ProducerRecord<>(topic, (int) (crc.getValue() % partitions), key, EventJson.of(event));
        }
    };

    abstract ProducerRecord<byte[], byte[]> record(String topic, JobEvent event, int partitions);

    /** Returns when Kafka has all of them. */
    void publish(String bootstrapServers, String topic, List<JobEvent> events) {
        try (Producer<byte[], byte[]> producer = producer(Map.of("bootstrap.servers", bootstrapServers))) {
            int partitions = producer.partitionsFor(topic).size();
            List<Future<?>> sent = new ArrayList<>();
            for (JobEvent event : events) {
                sent.add(producer.send(record(topic, event, partitions)));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        // A new topic may refuse the first batches while it finds its leader; more in flight are then out of sequence.
        all.put("max.in.flight.requests.per.connection", 1);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }
}

package io.jobview.cli;

import io.jobview.query.ViewPosition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What the brokers said of the records that were sent. Called by the producer's thread, read by any. */
final class Acknowledgements implements Callback {

    private final Map<Integer, Long> highest = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    @Override
    public void onCompletion(@Nullable RecordMetadata record, @Nullable Exception problem) {
        if (problem == null && record != null) {
            count.incrementAndGet();
            highest.merge(record.partition(), record.offset(), Math::max);
        } else {
            failure.compareAndSet(null, problem);
        }
    }

    long count() {
        return count.get();
    }

    /** The first failure; null while there is none. */
    @Nullable
    Exception failure() {
        return failure.get();
    }

    /** The highest acknowledged offset of each partition. */
    ViewPosition position() {
        return ViewPosition.of(highest);
    }
}

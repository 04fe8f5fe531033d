package io.jobview.view;

import static io.jobview.view.Views.EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobview.localkafka.LocalKafka;
import io.jobview.localkafka.LocalKafkaConfig;
import io.jobview.query.Freshness;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.ViewPosition;
import io.jobview.topology.HomePartition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Publish, then read with the acknowledgement's token: what was published is always in the answer, however the record was keyed, and
 * a token of a rejected record is met too. {@code -Djobview.writes=10000} for more.
 */
class ReadYourWritesTest {

    private static final int PARTITIONS = 3;
    private static final int WRITES = Integer.getInteger("jobview.writes", 2000);
    private static final int BATCH = 100;
    private static final int WORKFLOWS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HomePartition HOME = new HomePartition(PARTITIONS);

    @TempDir
    static Path folder;

    private static LocalKafka kafka;
    private static StreamsView view;
    private static Producer<byte[], byte[]> producer;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private int job;

    /** A job of a workflow, and where its event stands. */
    private record Written(String workflowId, String jobId, String token) {}

    @BeforeAll
    static void start() {
        kafka = LocalKafka.start(new LocalKafkaConfig(folder.resolve("kafka"), 0));
        kafka.createTopic(EVENTS, PARTITIONS, Map.of());
        view = StreamsView.start(Views.config("ryw", folder.resolve("state"), kafka.bootstrapServers()));
        producer = Publisher.producer(Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0));
        Views.awaitCaughtUp(view);
    }

    @AfterAll
    static void stop() {
        producer.close();
        view.close();
        kafka.close();
    }

    /** The reads of a batch run at once, each as soon as its own acknowledgement is there. */
    @Test
    void whatWasPublishedIsInTheAnswer() throws Exception {
        int waited = 0;
        for (int done = 0; done < WRITES; done += BATCH) {
            List<CompletableFuture<Boolean>> reads = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                reads.add(publish(random.nextInt(3)).thenCompose(this::assertIsRead));
            }
            for (CompletableFuture<Boolean> read : reads) {
                waited += read.get(30, TimeUnit.SECONDS) ? 1 : 0;
            }
        }
        assertThat(waited).as("the view lags behind the acknowledgement").isPositive();
    }

    /** Alternates: the second read must not fall behind the first, and each sees all that was published before it. */
    @Test
    void aReaderNeverGoesBack() throws Exception {
        String workflow = "alternating";
        String token = "";
        for (int i = 1; i <= 200; i++) {
            Written written = publish(workflow, i % 3).get(10, TimeUnit.SECONDS);
            token = token.isEmpty() ? written.token() : token + "," + written.token();
            ReadResult.Served<JobPage> served = read(workflow, token).get(10, TimeUnit.SECONDS);
            assertThat(served.value().count()).as("seed %d", seed).isEqualTo(i);
            ViewPosition position = served.position();
            token = position.toString();
        }
    }

    /** Nothing of a rejected record ever reaches its home; who waits for it still must not wait for ever. */
    @Test
    void theTokenOfARejectedRecordIsMet() throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            RecordMetadata rejected = producer.send(
                            new ProducerRecord<>(EVENTS, partition, null, "no event".getBytes(UTF_8)))
                    .get(10, TimeUnit.SECONDS);
            String token = partition + "@" + rejected.offset();
            for (int workflow = 0; workflow < WORKFLOWS; workflow += 40) {
                assertThat(read("w" + workflow, token).get(20, TimeUnit.SECONDS))
                        .isInstanceOf(ReadResult.Served.class);
            }
        }
    }

    @Test
    void whatWasNeverPublishedIsNeverMet() throws InterruptedException {
        Freshness future = new Freshness(ViewPosition.of(Map.of(0, Long.MAX_VALUE)), null);
        CompletableFuture<Void> woken = new CompletableFuture<>();
        long began = System.nanoTime();
        assertThat(view.whenFresh("w0", future, Duration.ofMillis(300), () -> woken.complete(null)))
                .isNotNull();
        await().until(woken::isDone);

        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());
        assertThat(view.atLeast("w0", future, () -> view.page(page("w0")))).isInstanceOf(ReadResult.Behind.class);
    }

    @Test
    void stalenessIsBounded() {
        Freshness bound = new Freshness(ViewPosition.EMPTY, Duration.ofSeconds(5));
        assertThat(view.atLeast("w0", bound, () -> view.page(page("w0")))).isInstanceOf(ReadResult.Served.class);
        Freshness none = new Freshness(ViewPosition.EMPTY, Duration.ZERO);
        assertThat(view.atLeast("w0", none, () -> view.page(page("w0")))).isInstanceOf(ReadResult.Behind.class);
    }

    /** Whether it had to wait. */
    private CompletableFuture<Boolean> assertIsRead(Written written) {
        Freshness wanted = wanted(written.token());
        boolean behind = view.atLeast(written.workflowId(), wanted, () -> view.page(page(written.workflowId())))
                instanceof ReadResult.Behind<JobPage>;
        return read(written.workflowId(), written.token()).thenApply(served -> {
            assertThat(new String(served.value().rows(), UTF_8))
                    .as("seed %d, %s", seed, written)
                    .contains("\"id\":\"" + written.jobId() + "\"");
            return behind;
        });
    }

    private static CompletableFuture<ReadResult.Served<JobPage>> read(String workflowId, String token) {
        Freshness wanted = wanted(token);
        CompletableFuture<Void> woken = new CompletableFuture<>();
        if (view.whenFresh(workflowId, wanted, PATIENCE, () -> woken.complete(null)) == null) {
            throw new AssertionError("too many wait");
        }
        return woken.thenApply(done -> {
            ReadResult<JobPage> result = view.atLeast(workflowId, wanted, () -> view.page(page(workflowId)));
            if (result instanceof ReadResult.Served<JobPage> served) {
                return served;
            }
            throw new AssertionError(workflowId + " at least " + token + ": " + result);
        });
    }

    private static Freshness wanted(String token) {
        ViewPosition position = ViewPosition.parse(token);
        if (position == null) {
            throw new AssertionError(token);
        }
        return new Freshness(position, null);
    }

    private static PageRequest page(String workflowId) {
        return new PageRequest(workflowId, JobFilter.ALL, PageRequest.MAX_LIMIT, null);
    }

    private CompletableFuture<Written> publish(int way) {
        return publish("w" + random.nextInt(WORKFLOWS), way);
    }

    /** @param way 0: to the home partition, 1: keyed by job, 2: to a partition that is not the home */
    private CompletableFuture<Written> publish(String workflowId, int way) {
        String jobId = "j" + job++;
        byte[] event = ("{\"type\":\"job.created\",\"workflow_id\":\"" + workflowId + "\",\"job_id\":\"" + jobId
                        + "\",\"occurred_at\":\"" + Instant.EPOCH.plusSeconds(job) + "\"}")
                .getBytes(UTF_8);
        int foreign = (HOME.of(workflowId) + 1 + random.nextInt(PARTITIONS - 1)) % PARTITIONS;
        ProducerRecord<byte[], byte[]> record = switch (way) {
            case 0 -> new ProducerRecord<>(EVENTS, workflowId.getBytes(UTF_8), event);
            case 1 -> new ProducerRecord<>(EVENTS, jobId.getBytes(UTF_8), event);
            default -> new ProducerRecord<>(EVENTS, foreign, null, event);
        };
        CompletableFuture<Written> written = new CompletableFuture<>();
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                written.complete(new Written(workflowId, jobId, metadata.partition() + "@" + metadata.offset()));
            } else {
                written.completeExceptionally(failure);
            }
        });
        return written;
    }
}

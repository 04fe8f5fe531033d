package io.jobview.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobview.query.Digest;
import io.jobview.query.Totals;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one instance said of the view at {@code /view}. Immutable. */
final class ViewClaims {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The end of a topic is looked at twice a second, and a view may be a second and a half behind. */
    private static final Duration NEWS = Duration.ofMillis(2_500);

    private final JsonNode view;
    private final long askedNanos;

    private ViewClaims(JsonNode view, long askedNanos) {
        this.view = view;
        this.askedNanos = askedNanos;
    }

    static ViewClaims ask(Reader reader) throws IOException, InterruptedException {
        long asked = System.nanoTime();
        return new ViewClaims(JSON.readTree(reader.text("/view")), asked);
    }

    boolean caughtUp() {
        return view.path("caught_up").booleanValue();
    }

    boolean complete() {
        return view.path("complete").booleanValue();
    }

    int eventPartitions() {
        return view.path("event_partitions").intValue();
    }

    JsonNode partition(int partition) {
        return view.path("partitions").path(partition);
    }

    /** Of a partition that is here; null when it is not known. */
    @Nullable
    Duration lag(int partition) {
        JsonNode seconds = partition(partition).path("lag_seconds");
        return seconds.isMissingNode()
                ? null
                : Duration.ofMillis(seconds.decimalValue().movePointRight(3).longValueExact());
    }

    /** The greatest of all partitions; null when one is not known. */
    @Nullable
    Duration lag() {
        Duration worst = Duration.ZERO;
        for (int i = 0; i < view.path("partitions").size(); i++) {
            Duration lag = lag(i);
            if (lag == null) {
                return null;
            }
            worst = lag.compareTo(worst) > 0 ? lag : worst;
        }
        return worst;
    }

    /** Whether it says that it is caught up and holds all that was published until then. */
    boolean holds(long publishedNanos) {
        Duration lag = lag();
        return caughtUp() && lag != null && askedNanos - lag.toNanos() - publishedNanos > 0;
    }

    /** Whether it says that it is caught up, and what was published at this time was no longer news then. */
    boolean isCaughtUp(long publishedNanos) {
        return caughtUp() && askedNanos - publishedNanos > NEWS.toNanos();
    }

    /** Over the stores that are here. */
    Totals totals() {
        Totals sum = Totals.NONE;
        for (JsonNode partition : view.path("partitions")) {
            String digest = partition.path("digest").asText();
            assertThat(digest).as(this::toString).hasSize(32);
            sum = sum.plus(new Totals(
                    partition.path("workflows").longValue(),
                    partition.path("jobs").longValue(),
                    new Digest(
                            Long.parseUnsignedLong(digest.substring(0, 16), 16),
                            Long.parseUnsignedLong(digest.substring(16), 16))));
        }
        return sum;
    }

    @Override
    public String toString() {
        return view.toString();
    }
}

package io.jobview.fold;

import io.jobview.event.EventType;
import io.jobview.event.JobEvent;
import io.jobview.event.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random valid events over few jobs, made to collide: times, attempts and container ids come from small pools that
 * are drawn per history, so ties of every kind are common. Histories are not plausible: any step may be missing,
 * repeated or after a deletion. The same seed gives the same events. Not thread-safe.
 */
public final class RandomHistory {
    /** Each is awkward somewhere: JSON, paths, key separators, the order of UTF-16, the longest allowed. */
    private static final List<String> AWKWARD_IDS = List.of(
            "a",
            "a/b",
            "a%2Fb",
            "...",
            "quote\"d",
            "back\\slash",
            " ",
            "\u00e9t\u00e9",
            "\u2028",
            "\uffee",
            "\ud83d\ude80",
            "a\ud800\udc00",
            "a\ue000",
            "x".repeat(255),
            "\u65e5".repeat(85),
            "~",
            "j:1",
            "{}");

    private static final List<String> AWKWARD_CONTAINERS = List.of(
            "c",
            "",
            "docker://4f3a9c2b7d1e",
            "\ue000",
            "\uffee",
            "\ud800\udc00",
            "\udbff\udfff",
            "c\ud83d\ude80",
            "c\ufffd",
            "\ud7ff",
            "\t\"\\",
            "z".repeat(1024),
            "\ud83d\ude80".repeat(256));

    private static final List<Instant> EDGES = Stream.of(
                    "0000-01-01T00:00:00Z",
                    "0000-02-29T23:59:59.999999999Z",
                    "1969-12-31T23:59:59.9Z",
                    "1970-01-01T00:00:00Z",
                    "2000-02-29T12:00:00.000000001Z",
                    "2024-12-31T23:59:59.120Z",
                    "9999-12-31T23:59:59.999999999Z")
            .map(Instant::parse)
            .toList();

    private static final List<EventType> TYPES = List.of(EventType.values());

    private final SplittableRandom random;
    private final List<String> workflows;
    private final List<String> jobs;
    private final List<Instant> times;
    private final List<String> containers;
    private final List<Long> attempts;
    private final int deletionsPerThousand;

    /** A history of at most three workflows with at most three jobs each. */
    public RandomHistory(long seed) {
        this(seed, 1 + (int) Long.remainderUnsigned(seed, 3), 3);
    }

    /**
     * @param workflows at least 1
     * @param jobs per workflow, at least 1; the same job ids in each, as a view must keep them apart
     */
    public RandomHistory(long seed, int workflows, int jobs) {
        this.random = new SplittableRandom(seed);
        this.workflows = ids(workflows);
        this.jobs = ids(jobs);
        this.times = draw(2 + random.nextInt(8), this::anyTime);
        this.containers = draw(1 + random.nextInt(3), () -> pick(AWKWARD_CONTAINERS));
        this.attempts = draw(1 + random.nextInt(3), this::anyAttempt);
        // In half of the histories no job disappears, so that the rows are compared to their end.
        this.deletionsPerThousand = random.nextBoolean() ? 0 : 50;
    }

    public List<JobEvent> events(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    /** One more event of a random job. */
    public JobEvent next() {
        EventType type = random.nextInt(1000) < deletionsPerThousand
                ? EventType.DELETED
                : TYPES.get(random.nextInt(EventType.DELETED.ordinal()));
        return EventBuilder.event(type, pick(times))
                .job(pick(workflows), pick(jobs))
                .attempt(pick(attempts))
                .trigger(rarely(() -> random.nextBoolean() ? Trigger.MANUAL : Trigger.AUTOMATIC))
                .container(rarely(() -> pick(containers)))
                .scheduled(rarely(() -> pick(times)))
                .started(rarely(() -> pick(times)))
                .completed(rarely(() -> pick(times)))
                .created(random.nextInt(10) == 0 ? pick(times) : null)
                .build();
    }

    /** All of the events in another order, some of them several times. */
    public <T> List<T> disorder(List<T> events) {
        List<T> drawn = new ArrayList<>(events);
        int repeats = random.nextInt(events.size() + 1);
        for (int i = 0; i < repeats; i++) {
            drawn.add(pick(events));
        }
        for (int i = drawn.size() - 1; i > 0; i--) {
            T other = drawn.set(random.nextInt(i + 1), drawn.get(i));
            drawn.set(i, other);
        }
        return drawn;
    }

    private List<String> ids(int count) {
        int first = random.nextInt(AWKWARD_IDS.size());
        return IntStream.range(0, count)
                .mapToObj(i -> i < AWKWARD_IDS.size() ? AWKWARD_IDS.get((first + i) % AWKWARD_IDS.size()) : "id-" + i)
                .toList();
    }

    private Instant anyTime() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(EDGES);
            case 1 -> Instant.ofEpochSecond(1_700_000_000 + random.nextInt(3));
            case 2 -> Instant.ofEpochSecond(1_700_000_000, random.nextInt(1000) * 1_000_000L);
            default -> Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
        };
    }

    private long anyAttempt() {
        return random.nextInt(20) == 0 ? random.nextLong(1, Long.MAX_VALUE) : 1 + random.nextInt(3);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> @Nullable T rarely(Supplier<T> value) {
        return random.nextInt(4) == 0 ? value.get() : null;
    }

    private static <T> List<T> draw(int count, Supplier<T> value) {
        return Stream.generate(value).limit(count).toList();
    }
}

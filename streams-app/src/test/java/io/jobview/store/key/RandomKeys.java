package io.jobview.store.key;

import io.jobview.query.RowPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Random ids and places that are made to be neighbours: prefixes of one another, ties in time, every width of UTF-8. */
final class RandomKeys {

    /** The order of the contract, told without a key: created_at descending, then job id descending by UTF-8 bytes. */
    static final Comparator<RowPosition> CONTRACT = Comparator.comparing(RowPosition::createdAt)
            .thenComparing(place -> utf8(place.jobId()), Arrays::compareUnsigned)
            .reversed();

    static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final int MOST_BYTES = 255;
    private static final int[] LAST_OF_EACH_WIDTH = {0x7e, 0xa0, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff
    };

    private final SplittableRandom random;
    private final List<String> ids = new ArrayList<>(List.of(" ", "~", "x".repeat(MOST_BYTES), "\u65e5".repeat(85)));
    private final List<Instant> times =
            new ArrayList<>(List.of(FIRST, LAST, Instant.EPOCH, Instant.EPOCH.minusNanos(1)));

    RandomKeys(long seed) {
        random = new SplittableRandom(seed);
    }

    /** An id of 1 to 255 bytes, often one given before or an extension of it. */
    String id() {
        String stem = random.nextInt(3) == 0 ? "" : pick(ids);
        StringBuilder longer = new StringBuilder(stem);
        for (int i = random.nextInt(stem.isEmpty() ? 1 : 0, 4); i > 0; i--) {
            longer.appendCodePoint(codePoint());
        }
        String id = utf8(longer.toString()).length <= MOST_BYTES ? longer.toString() : stem;
        ids.add(id);
        return id;
    }

    /** A time in the years 0000 to 9999, often one given before or its neighbour by a nanosecond. */
    Instant time() {
        Instant time = switch (random.nextInt(4)) {
            case 0 ->
                Instant.ofEpochSecond(
                        random.nextLong(FIRST.getEpochSecond(), LAST.getEpochSecond() + 1),
                        random.nextInt(1_000_000_000));
            case 1 -> pick(times).plusNanos(1);
            default -> pick(times);
        };
        times.add(time.isAfter(LAST) ? LAST : time);
        return times.get(times.size() - 1);
    }

    List<RowPosition> places(int count) {
        return Stream.generate(() -> new RowPosition(time(), id()))
                .limit(count)
                .distinct()
                .toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int codePoint() {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(0x20, 0x7f);
            case 1 -> LAST_OF_EACH_WIDTH[random.nextInt(LAST_OF_EACH_WIDTH.length)];
            default -> random.nextInt(0x10000, 0x110000);
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}

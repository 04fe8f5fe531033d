package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.query.Digest;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.RowPosition;
import io.jobview.store.key.RowKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that change in their place are those of a plain sorted map, however they grow, move and come and go. */
class NewestRowsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int JOBS = 60;
    private static final int LONGEST = 700;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final TreeMap<Integer, byte[]> model = new TreeMap<>(); // from the newest on

    @Test
    void everyPageIsThatOfAllRowsOrNotKnown() {
        int pages = 0;
        for (int life = 0; life < 300; life++) {
            model.clear();
            for (int i = random.nextInt(JOBS); i > 0; i--) {
                model.put(random.nextInt(JOBS), json());
            }
            int read = random.nextInt(1, JOBS);
            NewestRows rows = NewestRows.of(first(read), read >= model.size(), digest(0));
            for (int write = 1; rows != null && write < 100; write++) {
                NewestRows before = rows;
                before.hold();
                assertThat(before.page(page(1, null))).as("while a write runs").isNull();
                rows = before.after(changes(), digest(write));
                if (rows == before) {
                    before.release();
                }
                pages += rows == null ? 0 : compareAny(rows, write);
            }
        }
        assertThat(pages).isGreaterThan(5_000);
    }

    @Test
    void aRowThatFindsNoRoomDrivesOutTheLastOne() {
        for (int job = 100; job < 110; job++) {
            model.put(job, json());
        }
        NewestRows rows = NewestRows.of(first(10), true, digest(0));
        for (int job = 99; job >= 0; job--) {
            model.put(job, json());
            rows.hold();
            NewestRows after = rows.after(List.of(new RowChange(null, row(job))), digest(1));
            if (after == rows) {
                rows.release();
            }
            rows = after;
            assertThat(rows.page(page(1, null))).as("somebody wants them").isNotNull();
        }
        assertThat(compare(rows, 1, 10, null)).isEqualTo(1);
        assertThat(compare(rows, 1, 10, 5)).isEqualTo(1);
        assertThat(rows.heapBytes()).as("28 rows at most").isLessThan(30 * (LONGEST + 200));
        assertThat(rows.page(page(JOBS, null))).isNull();
    }

    private List<RowChange> changes() {
        List<RowChange> changes = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int job = random.nextInt(JOBS);
            boolean known = model.containsKey(job);
            if (known && random.nextInt(6) == 0) {
                model.remove(job);
                changes.add(new RowChange(key(job), null));
            } else {
                model.put(job, json());
                changes.add(new RowChange(null, row(job)));
            }
        }
        return changes;
    }

    private int compareAny(NewestRows rows, int write) {
        Integer from = model.isEmpty() || random.nextBoolean() ? null : random.nextInt(JOBS);
        return compare(rows, write, random.nextInt(1, 20), from);
    }

    /** How many pages these are known to have: none or one. */
    private int compare(NewestRows rows, int write, int limit, @Nullable Integer from) {
        JobPage page = rows.page(page(limit, from));
        if (page == null) {
            return 0;
        }
        List<Integer> expected = (from == null ? model : model.tailMap(from, false))
                .keySet().stream().limit(limit).toList();
        assertThat(new String(page.rows(), StandardCharsets.UTF_8))
                .as("seed %d", seed)
                .isEqualTo(expected.stream()
                        .map(job -> new String(model.get(job), StandardCharsets.UTF_8))
                        .collect(Collectors.joining(",")));
        assertThat(page.digest()).isEqualTo(digest(write));
        boolean last = expected.isEmpty() || expected.get(expected.size() - 1).equals(model.lastKey());
        assertThat(page.next()).as("seed %d", seed).isEqualTo(last ? null : place(expected.get(expected.size() - 1)));
        return 1;
    }

    private List<KeptRow> first(int rows) {
        return model.keySet().stream().limit(rows).map(this::row).toList();
    }

    private KeptRow row(int job) {
        return new KeptRow(key(job), model.get(job));
    }

    private byte[] json() {
        return Integer.toString(random.nextInt(10))
                .repeat(random.nextInt(1, LONGEST))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] key(int job) {
        return RowKey.of("w", START.minusSeconds(job), "j" + job);
    }

    private static RowPosition place(int job) {
        return RowKey.place(key(job));
    }

    private static PageRequest page(int limit, @Nullable Integer from) {
        return new PageRequest("w", JobFilter.ALL, limit, from == null ? null : place(from));
    }

    private static Digest digest(int write) {
        return new Digest(write, -write);
    }
}

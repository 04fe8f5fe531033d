package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.EventType;
import io.jobview.fold.EventBuilder;
import io.jobview.fold.JobStatus;
import io.jobview.query.Digest;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads that may not wait for the disk say when they would have to, and else find the same. */
class CachedReadTest {

    private static final int JOBS = 50;
    private static final PageRequest ALL = new PageRequest("w", JobFilter.ALL, 10, null);
    private static final PageRequest PENDING =
            new PageRequest("w", new JobFilter(Set.of(JobStatus.PENDING), Set.of()), 10, null);

    @TempDir
    private Path folder;

    @Test
    void whatIsInMemtablesIsInMemory() {
        try (StoreMemory memory = new StoreMemory(32L << 20);
                TestStore store = TestStore.open(folder, memory).activate()) {
            fold(store);
            assertSame(store, ALL);
            assertSame(store, PENDING);
        }
    }

    @Test
    void whatLiesInFilesIsInMemoryOnceItWasRead() {
        try (StoreMemory memory = new StoreMemory(32L << 20);
                TestStore store = TestStore.open(folder, memory).activate()) {
            fold(store);
            store.commit(JOBS);
        }
        try (StoreMemory memory = new StoreMemory(32L << 20);
                TestStore store = TestStore.open(folder, memory).activate()) {
            assertThat(store.ask(new CachedPageQuery(ALL)).value()).isEmpty();
            assertThat(store.ask(new CachedPageQuery(PENDING)).value()).isEmpty();
            assertThat(store.ask(new CachedDigestQuery("w")).value()).isEmpty();

            assertSame(store, ALL);
            assertSame(store, PENDING);
        }
    }

    private static void fold(TestStore store) {
        for (int i = 0; i < JOBS; i++) {
            store.fold(new Sourced(
                    EventBuilder.event(EventType.CREATED, "2026-01-01T00:00:00Z")
                            .job("w", "j" + i)
                            .build(),
                    0,
                    i));
        }
    }

    private static void assertSame(TestStore store, PageRequest request) {
        JobPage page = store.page(request);
        Optional<JobPage> cached = store.ask(new CachedPageQuery(request)).value();
        assertThat(cached).get().extracting(JobPage::rows).isEqualTo(page.rows());
        assertThat(cached).get().extracting(JobPage::next).isEqualTo(page.next());
        Digest digest = store.ask(new DigestQuery("w")).value();
        assertThat(store.ask(new CachedDigestQuery("w")).value()).contains(digest);
    }
}

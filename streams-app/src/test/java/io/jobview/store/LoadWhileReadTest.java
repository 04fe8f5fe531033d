package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.query.Digest;
import io.jobview.query.JobExport;
import io.jobview.query.JobFilter;
import io.jobview.query.JobPage;
import io.jobview.query.PageRequest;
import io.jobview.query.Positioned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ReadTier;

/** A reader of a copy that is held up in the middle of its read, while an empty partition gets all that it has at once. */
class LoadWhileReadTest {

    private static final List<Sourced> FEED = Sourced.random(1, 1, 20, 100);
    private static final String WORKFLOW = FEED.get(0).event().workflowId();
    private static final PageRequest ALL = new PageRequest(WORKFLOW, JobFilter.ALL, 10, null);

    @TempDir
    private Path folder;

    @Test
    void rowsOfOneMomentNeverComeWithTheDigestOfAnother() {
        try (StoreMemory memory = new StoreMemory(32L << 20);
                TestStore store = TestStore.open(folder, memory)) {
            StoreQuery<JobPage> heldUp = (db, applied) -> {
                Digest before = db.digest(WORKFLOW, ReadTier.READ_ALL_TIER);
                load(store);
                JobPage page = PageReader.read(db, ALL, ReadTier.READ_ALL_TIER);
                assertThat(page.digest()).as("the load brought rows").isNotEqualTo(before);
                return new JobPage(page.body(), page.count(), before, page.next());
            };
            assertThat(store.opened().queryCopy(heldUp))
                    .returns(false, QueryResult::isSuccess)
                    .returns(FailureReason.NOT_ACTIVE, QueryResult::getFailureReason);
            assertThat(store.opened().queryCopy(new JobPageQuery(ALL)).isSuccess())
                    .isTrue();
        }
    }

    @Test
    void anExportThatNobodyGetsHoldsNothing() {
        try (StoreMemory memory = new StoreMemory(32L << 20);
                TestStore store = TestStore.open(folder, memory)) {
            List<JobExport> opened = new ArrayList<>();
            StoreQuery<Positioned<JobExport>> heldUp = new StoreQuery<>() {
                private final ExportQuery export = new ExportQuery(ALL);

                @Override
                public Positioned<JobExport> read(JobDb db, AppliedPosition applied) {
                    Positioned<JobExport> answer = export.read(db, applied);
                    opened.add(answer.value());
                    load(store);
                    return answer;
                }

                @Override
                public void giveUp(Positioned<JobExport> answer) {
                    export.giveUp(answer);
                }
            };
            assertThat(store.opened().queryCopy(heldUp).isSuccess()).isFalse();
            assertThat(opened).singleElement().extracting(JobExport::next).isNull();
        }
    }

    private static void load(TestStore store) {
        store.restore(Sourced.changelog(FEED));
        store.opened().complete();
    }
}

package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGKILL takes what was only in memory, but data, offset and position stay those of one moment. */
class StoreKillTest {

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final String where = "seed " + seed;
    private final List<Sourced> feed = WriteUntilKilled.feed(seed);
    private final List<KeyValue<byte[], byte[]>> changelog = Sourced.changelog(feed);

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void killedBeforeAnythingReachedTheDiskItStartsFromNothing() throws Exception {
        writeAndKill(WriteUntilKilled.How.FOLD, 1);
        checkAndRestore(WriteUntilKilled.How.FOLD, false);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void killedLaterItGoesOnFromWhereItsFilesAre(WriteUntilKilled.How how) throws Exception {
        writeAndKill(how, random.nextInt(WriteUntilKilled.EVENTS / 2, WriteUntilKilled.EVENTS));
        checkAndRestore(how, true);
    }

    private void writeAndKill(WriteUntilKilled.How how, int after) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteUntilKilled.class.getName(),
                        folder.toString(),
                        Long.toString(seed),
                        how.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader written = process.inputReader()) {
            readUntil(written, after);
            process.toHandle().destroyForcibly();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void readUntil(BufferedReader written, int number) throws IOException {
        String line = written.readLine();
        while (line != null && Integer.parseInt(line) < number) {
            line = written.readLine();
        }
        assertThat(line).as("%s: the last line before %d", where, number).isNotNull();
    }

    private void checkAndRestore(WriteUntilKilled.How how, boolean flushed) {
        try (StoreMemory memory = new StoreMemory(how.memoryBytes);
                TestStore store = TestStore.open(folder, memory)) {
            Long committed = store.committed();
            assertThat(committed != null)
                    .as("%s: committed %s", where, committed)
                    .isEqualTo(flushed);
            int from = committed == null ? 0 : committed.intValue();
            store.activate();
            checkCut(how, store.ask(new FamilyDump()), from);
            store.restoreInBatches(changelog.subList(from, changelog.size()), random, 2_000);
            FamilyAudit.check(store, Sourced.events(feed), where + ", restored from " + from);
            assertThat(store.ask(new FamilyDump()).applied()).as(where).isEqualTo(Sourced.position(feed));
        }
    }

    /** All families are of one moment, not before the committed offset, whose position it has. */
    private void checkCut(WriteUntilKilled.How how, FamilyDump.Contents contents, int committed) {
        FamilyAudit.check(contents, where + ", cut at " + committed);
        // A bulk load has its position from its states, of which more than was committed may have come to the disk.
        Origins least = Sourced.position(feed.subList(0, committed));
        assertThat(contents.applied().join(least)).as(where).isEqualTo(contents.applied());
        if (how == WriteUntilKilled.How.FOLD) {
            assertThat(contents.applied()).as(where).isEqualTo(least);
        }
        Map<Bytes, StateValue> states = new HashMap<>();
        changelog
                .subList(0, committed)
                .forEach(record -> states.put(Bytes.wrap(record.key), StateValue.parse(record.value)));
        states.forEach((key, value) -> {
            byte[] stored = contents.entries(Family.STATES).get(key.get());
            assertThat(stored).as("%s: a job of the committed part", where).isNotNull();
            StateValue there = StateValue.parse(stored);
            assertThat(Sourced.join(there, value)).as(where).isEqualTo(there);
        });
    }
}

package io.jobview.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A close that cannot write what is in memory, as on a full disk. */
class FailedCloseTest {

    @TempDir
    private Path folder;

    @Test
    void isSaidInOneLine() {
        try (StoreMemory memory = new StoreMemory(32L << 20);
                LogLines log = new LogLines()) {
            try (TestStore store = TestStore.open(folder, memory).activate()) {
                store.foldAll(Sourced.random(1, 1, 3, 20));
                StoreFiles.of(folder).removeAll();
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("WARN", "is not on the disk, and is loaded again", "No such file or directory");
        }
    }

    @Test
    void aCloseThatWritesSaysNothing() {
        try (StoreMemory memory = new StoreMemory(32L << 20);
                LogLines log = new LogLines()) {
            try (TestStore store = TestStore.open(folder, memory).activate()) {
                store.foldAll(Sourced.random(1, 1, 3, 20));
            }
            assertThat(log.lines()).isEmpty();
        }
    }
}

package io.jobview.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    @Test
    void aWholeStartIsMarkedOnceAndNothingIsWithoutAnArchive(@TempDir Path folder) {
        Path archive = folder.resolve("1.jsa.42");
        ClassArchive.markWhole(archive.toString());
        ClassArchive.markWhole(archive.toString());
        ClassArchive.markWhole(null);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("1.jsa.42.whole"));
        assertThat(folder.toFile().list()).hasSize(1);
    }
}

package io.jobview.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The archive of classes that this JVM makes as it ends, if the launcher has asked for one. Only that of a service that was ready is
 * worth keeping: one that ended for a wrong setting holds a tenth of the classes, and would be used for ever.
 */
final class ClassArchive {

    /** A file's name; set by the launcher, which looks for the mark. */
    static final String PROPERTY = "jobview.archive";

    private static final String MARK = ".whole";

    private ClassArchive() {}

    /** Leaves the launcher the mark that the classes of a whole start are loaded. */
    static void markWhole(@Nullable String file) {
        if (file == null) {
            return;
        }
        try {
            Files.createFile(Path.of(file + MARK));
        } catch (IOException e) {
            // Then the next process makes one.
        }
    }
}

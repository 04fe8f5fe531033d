package io.jobview.view;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that a view keeps its stores in. */
final class StateFolder {

    private StateFolder() {}

    /**
     * Returns the id of the instance that the folder belongs to.
     *
     * @throws ViewFailure if nothing can be written there; Streams would say so late and vaguely
     */
    static String open(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ViewFailure("state folder " + folder + " cannot be used: it is a file");
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", null));
            return InstanceId.of(folder);
        } catch (IOException e) {
            throw new ViewFailure("state folder " + folder + " cannot be written: " + why(e), e);
        }
    }

    /** The messages of most file system exceptions are only a path; what went wrong is their type. */
    private static String why(IOException failure) {
        boolean pathOnly = failure instanceof FileSystemException known && known.getReason() == null;
        return pathOnly ? failure.getClass().getSimpleName() + " " + failure.getMessage() : ViewFailure.reason(failure);
    }
}

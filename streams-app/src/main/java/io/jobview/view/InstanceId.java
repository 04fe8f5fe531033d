package io.jobview.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name under which an instance is a static member of its group (KIP-345), kept beside the state that it belongs to. A
 * killed process that starts again takes its old place at once; under a new name it would wait for the session of the dead
 * one to end.
 */
final class InstanceId {

    private static final String FILE = "instance-id";

    private InstanceId() {}

    /** The id kept in this folder; a new one the first time. */
    static String of(Path stateDir) throws IOException {
        Path file = stateDir.resolve(FILE);
        if (Files.exists(file)) {
            String kept = Files.readString(file).strip();
            if (!kept.isEmpty()) { // a kill may have come between making the file and filling it
                return kept;
            }
        }
        String id = UUID.randomUUID().toString();
        Files.writeString(file, id + "\n");
        return id;
    }
}

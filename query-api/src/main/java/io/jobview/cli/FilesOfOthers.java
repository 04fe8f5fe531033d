package io.jobview.cli;

import io.jobview.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Files of keys, secrets and tokens that others than their owner may change: who does reads what he likes. */
final class FilesOfOthers {

    private FilesOfOthers() {}

    /** Those of the settings, as they are now. */
    static List<Path> in(ServiceConfig config) {
        return Stream.of(
                        config.tls().keystore(),
                        config.tls().certificate(),
                        config.tls().key(),
                        config.peers().secretFile(),
                        config.peers().trust(),
                        config.auth().tokensFile())
                .filter(Objects::nonNull)
                .filter(FilesOfOthers::mayOthersWrite)
                .toList();
    }

    private static boolean mayOthersWrite(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // it cannot be told here
        }
    }
}

package io.jobview.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.config.ConfigSources;
import io.jobview.config.ServiceConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What serve says of the files that it reads. */
class ServeWarningsTest {

    @TempDir
    private Path folder;

    @Test
    void filesThatOthersMayChangeAreNamed() throws Exception {
        for (String setting : List.of("auth.tokens.file", "peer.secret.file", "peer.trust", "http.tls.keystore")) {
            Path file = Files.writeString(folder.resolve(setting), "s".repeat(40) + "\n");
            ServiceConfig config = ServiceConfig.of(Map.of(setting, file.toString()));
            for (String mode : List.of("rw-------", "rw-r--r--", "r--r-----")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                assertThat(FilesOfOthers.in(config)).as(mode).isEmpty();
            }
            for (String mode : List.of("rw-rw----", "rw----rw-", "rwxrwxrwx")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                assertThat(FilesOfOthers.in(config)).as(mode).containsExactly(file);
            }
        }
    }

    @Test
    void theSettingsOfTheArchiveAreReadWhereThereAreNoOthers() throws Exception {
        assertThat(ConfigSources.file(null, folder)).isNull();
        assertThat(ConfigSources.file(null, null)).isNull();
        Path own = Files.writeString(folder.resolve("jobview.properties"), "http.port=1234\n");
        assertThat(ConfigSources.file(null, folder)).isEqualTo(own);
        assertThat(ConfigSources.load(own, Map.of(), Map.of()).httpPort()).isEqualTo(1234);
        Path named = folder.resolve("named");
        assertThat(ConfigSources.file(named, folder)).isEqualTo(named);
    }
}

package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTokenTest {

    private static final List<String> JOBS = List.of("jobs:read");

    @TempDir
    Path folder;

    @Test
    void theLineStandsForTheToken() {
        NewToken token = NewToken.of("anna", List.of("jobs:read", "ops:read"), List.of("x", "team%2C-*"), null);

        assertThat(token.text()).matches("jv_[A-Za-z0-9_-]{43}");
        assertThat(token.line())
                .isEqualTo("anna " + TokenDigest.of(token.text()).hex() + " jobs:read,ops:read x,team%2C-*")
                .doesNotContain(token.text());
        assertThat(token.toString()).doesNotContain(token.text());
        assertThat(NewToken.of("anna", JOBS, List.of(), null).text()).isNotEqualTo(token.text());
    }

    @Test
    void aNewFileIsItsOwnersAlone() throws IOException {
        Path path = folder.resolve("tokens");
        NewToken.of("anna", JOBS, List.of(), null).appendTo(path);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryContaining("glob:**/tokens").isDirectoryNotContaining("glob:**/*.new");
    }

    @Test
    void aLineIsAddedToWhatIsThere() throws IOException {
        Path path = Files.writeString(folder.resolve("tokens"), "# ours");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);
        NewToken token = NewToken.of("anna", JOBS, List.of(), null);
        token.appendTo(link);

        assertThat(path).hasContent("# ours\n" + token.line() + "\n");
        assertThat(link).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aFileThatWouldBeWrongStaysAsItIs() throws IOException {
        Path path = folder.resolve("tokens");
        NewToken.of("anna", JOBS, List.of(), null).appendTo(path);
        String before = Files.readString(path);

        assertThatThrownBy(() -> NewToken.of("anna", JOBS, List.of(), null).appendTo(path))
                .isInstanceOf(AuthException.class)
                .hasMessage(path + " has a token anna already: choose another name, or first take it back with"
                        + " jobview token revoke anna --file " + path);
        assertThat(path).hasContent(before);
        assertThat(folder).isDirectoryNotContaining("glob:**/*.new");
    }

    @Test
    void whatIsTakenBackIsGone() throws IOException {
        Path path = Files.writeString(folder.resolve("tokens"), "# ours\n");
        NewToken anna = NewToken.of("anna", JOBS, List.of("x", "team-*"), Instant.parse("2027-01-31T00:00:00Z"));
        NewToken an = NewToken.of("an", JOBS, List.of(), null);
        anna.appendTo(path);
        an.appendTo(path);

        assertThat(KeptTokens.list(path, Instant.parse("2027-02-01T00:00:00Z")))
                .containsExactly(
                        new KeptTokens.Kept("anna", JOBS, "x,team-*", Instant.parse("2027-01-31T00:00:00Z"), true),
                        new KeptTokens.Kept("an", JOBS, "*", null, false));
        KeptTokens.revoke(path, "an");
        assertThat(path).hasContent("# ours\n" + anna.line() + "\n");
        assertThatThrownBy(() -> KeptTokens.revoke(path, "an"))
                .isInstanceOf(AuthException.class)
                .hasMessage(path + " has no token an");
    }

    @Test
    void twoAtOnceDoNotLoseALine() throws IOException {
        Path path = folder.resolve("tokens");
        Path others = Files.createFile(folder.resolve("tokens.new"));

        assertThatThrownBy(() -> NewToken.of("anna", JOBS, List.of(), null).appendTo(path))
                .isInstanceOf(AuthException.class)
                .hasMessage("another command is writing " + path + "; if there is none, remove " + others
                        + " and try again");
        assertThat(others).exists();
    }
}

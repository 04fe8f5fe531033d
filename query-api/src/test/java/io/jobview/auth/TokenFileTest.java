package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {

    private static final String A = TokenDigest.of("token-a").hex();
    private static final String B = TokenDigest.of("token-b").hex();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void setUp() {
        path = folder.resolve("tokens");
    }

    @Test
    void eachLineIsAToken() throws IOException {
        write("# who reads\n\n  \nanna " + A + " jobs:read,ops:read\n\tbob\t" + B.toUpperCase(Locale.ROOT)
                + "  jobs:read\tx,team-a-*  \r\n  # the end");
        try (TokenFile file = TokenFile.open(path)) {
            assertThat(file.find(TokenDigest.of("token-a")))
                    .isEqualTo(new Principal("anna", Set.of(Scope.JOBS_READ, Scope.OPS_READ), WorkflowLimit.ALL));
            Principal bob = file.find(TokenDigest.of("token-b"));
            assertThat(bob.scopes()).containsExactly(Scope.JOBS_READ);
            assertThat(bob.workflows().allows("team-a-1")).isTrue();
            assertThat(bob.workflows().allows("y")).isFalse();
            assertThat(file.find(TokenDigest.of("token-c"))).isNull();
            assertThat(file.find(TokenDigest.of(A)))
                    .as("the hash is not the token")
                    .isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret | there must be a name, a SHA-256, scopes, and perhaps workflows, separated by spaces",
                "a secret jobs:read | after the name there must be the SHA-256 of the token, 64 hex digits",
                "a A1 jobs:read | after the name there must be the SHA-256 of the token, 64 hex digits",
                "a HASH secret | a scope must be one of jobs:read, ops:read",
                "a HASH jobs:read, | a scope must be one of jobs:read, ops:read",
                "a HASH jobs:read *secret | a workflow must be an id, percent-encoded, or the beginning of ids with a * at"
                        + " its end",
                "a HASH jobs:read w, | a workflow must be an id, percent-encoded, or the beginning of ids with a * at its"
                        + " end",
                "a HASH jobs:read w secret | there must be a name, a SHA-256, scopes, and perhaps workflows, separated by"
                        + " spaces",
                "jv_secret HASH jobs:read | the name must be 1 to 100 letters, digits, '.', '_', '@' or '-', and no token",
                "b HASH jobs:read | there is a token b already",
                "c OTHER jobs:read | the token of c is that of another line",
            })
    void aWrongLineIsNamedAndNotRepeated(String line, String fault) throws IOException {
        write("b " + B + " jobs:read\n#\n" + line.replace("HASH", A).replace("OTHER", B) + "\n");

        assertThatThrownBy(() -> TokenFile.open(path))
                .isInstanceOf(AuthException.class)
                .hasMessage("the tokens file " + path + " is wrong: line 3: " + fault);
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException {
        assertThatThrownBy(() -> TokenFile.open(path))
                .isInstanceOf(AuthException.class)
                .hasMessage("cannot read the tokens file " + path + ": there is no such file");
        assertThatThrownBy(() -> TokenFile.open(folder))
                .isInstanceOf(AuthException.class)
                .hasMessageStartingWith("cannot read the tokens file " + folder + ": ");
        Files.write(path, new byte[] {'#', (byte) 0xFF});
        assertThatThrownBy(() -> TokenFile.open(path))
                .isInstanceOf(AuthException.class)
                .hasMessage("the tokens file " + path + " is wrong: it is not UTF-8");
    }

    @Test
    void aChangeIsTakenOverByItself() throws IOException {
        write("a " + A + " jobs:read\n");
        try (TokenFile file = TokenFile.open(path)) {
            write("b " + B + " jobs:read\n"); // as long as before, and perhaps in the same tick of the clock
            await().atMost(PATIENCE).until(() -> file.find(TokenDigest.of("token-b")) != null);
            assertThat(file.find(TokenDigest.of("token-a"))).isNull();
        }
    }

    @Test
    void aFileThatIsReplacedIsTakenOver() throws IOException {
        write("a " + A + " jobs:read\n");
        try (TokenFile file = TokenFile.open(path)) {
            Path next = Files.writeString(folder.resolve("next"), "b " + B + " jobs:read\n");
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
            await().atMost(PATIENCE).until(() -> file.find(TokenDigest.of("token-b")) != null);
        }
    }

    @Test
    void aBrokenChangeLeavesTheTokensAndIsToldOnce() throws IOException {
        write("a " + A + " jobs:read\n");
        List<String> log = new ArrayList<>();
        TokenFile file = new TokenFile(path, log::add); // looks only when told
        write("a " + A + " jobs:read\nb secret jobs:read\n");
        file.look();
        file.look();
        Files.delete(path);
        file.look();
        file.look();

        assertThat(file.find(TokenDigest.of("token-a"))).isNotNull();
        assertThat(log)
                .containsExactly(
                        "the tokens file " + path + " is wrong: line 2: after the name there must be the SHA-256 of the"
                                + " token, 64 hex digits; the tokens stay as they were",
                        "cannot read the tokens file " + path
                                + ": there is no such file; the tokens stay as they were");

        write("b " + B + " jobs:read\n");
        file.look();
        assertThat(file.find(TokenDigest.of("token-a"))).isNull();
        assertThat(file.find(TokenDigest.of("token-b"))).isNotNull();
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text);
    }
}

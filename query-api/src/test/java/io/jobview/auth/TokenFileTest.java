package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
                + "  jobs:read\tx,team-a-*  \r\n  # the end\n");
        try (TokenFile file = TokenFile.open(path)) {
            assertThat(file.find(TokenDigest.of("token-a")).principal())
                    .isEqualTo(new Principal("anna", Set.of(Scope.JOBS_READ, Scope.OPS_READ), WorkflowLimit.ALL));
            Principal bob = file.find(TokenDigest.of("token-b")).principal();
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
                "secret | there must be a name, a SHA-256, scopes, workflows, and perhaps when it expires, separated by spaces",
                "a secret jobs:read | after the name there must be the SHA-256 of the token, 64 hex digits",
                "a A1 jobs:read | after the name there must be the SHA-256 of the token, 64 hex digits",
                "a HASH secret | a scope must be one of jobs:read, ops:read",
                "a HASH jobs:read, | a scope must be one of jobs:read, ops:read",
                "a HASH jobs:read *secret | a workflow must be an id, percent-encoded, or the beginning of ids with a * at"
                        + " its end",
                "a HASH jobs:read w, | a workflow must be an id, percent-encoded, or the beginning of ids with a * at its"
                        + " end",
                "a HASH jobs:read w secret | after the workflows there must be when the token expires, as"
                        + " 2027-01-31T00:00:00Z",
                "a HASH jobs:read w 2027-01-31T00:00:00Z secret | there must be a name, a SHA-256, scopes, workflows, and"
                        + " perhaps when it expires, separated by spaces",
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
        Files.write(path, new byte[] {'#', (byte) 0xFF, '\n'});
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
        log.clear(); // it has no limit, and that was said
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

    /** However much of a line is there, it is not all of it. */
    @Test
    void aFileThatIsStillBeingWrittenIsNone() throws IOException {
        String whole = "anna " + A + " jobs:read *\nbob " + B + " jobs:read w 2999-01-31T00:00:00Z\n";
        write("anna " + A + " jobs:read *\n");
        TokenFile file = new TokenFile(path, line -> {});
        for (int length = whole.indexOf('\n') + 2; length < whole.length(); length++) {
            write(whole.substring(0, length));
            file.look();
            assertThat(file.find(TokenDigest.of("token-b"))).as("%s", length).isNull();
            assertThat(file.find(TokenDigest.of("token-a"))).isNotNull();
            assertThatThrownBy(() -> TokenFile.open(path))
                    .hasMessageEndingWith("its last line has no line end, so it may still be being written");
        }
        write(whole);
        file.look();
        assertThat(file.find(TokenDigest.of("token-b")).principal().workflows().allows("x"))
                .isFalse();
    }

    @Test
    void aLimitThatIsNotSaidIsTold() throws IOException {
        write("anna " + A + " jobs:read\nbob " + B + " jobs:read *\n");
        List<String> log = new ArrayList<>();
        TokenFile file = new TokenFile(path, log::add);
        assertThat(log)
                .containsExactly("in the tokens file " + path
                        + " no workflows are named for anna, which may read all: write * after the scopes to say so");
        file.look();
        assertThat(log).hasSize(1);
    }

    @Test
    void aTokenExpires() throws IOException {
        write("anna " + A + " jobs:read * 2027-01-31T00:00:00Z\n");
        Instant then = Instant.parse("2027-01-31T00:00:00Z");
        for (Duration before : List.of(Duration.ofSeconds(1), Duration.ZERO, Duration.ofDays(-1))) {
            Clock clock = Clock.fixed(then.minus(before), ZoneOffset.UTC);
            try (BearerAuthenticator bearer = new BearerAuthenticator(TokenFile.open(path), null, clock)) {
                AuthResult result = bearer.authenticate(List.of("Bearer token-a"));
                if (before.isNegative() || before.isZero()) {
                    assertThat(result).isEqualTo(new AuthResult.Invalid("the token has expired"));
                } else {
                    assertThat(result).isInstanceOf(AuthResult.Granted.class);
                }
            }
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text);
    }
}

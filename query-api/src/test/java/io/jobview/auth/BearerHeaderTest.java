package io.jobview.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6750 section 2.1, RFC 9110 section 11. */
class BearerHeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer aZ09-._~+/==", "bearer aZ09-._~+/==", "BEARER   aZ09-._~+/==", " Bearer aZ09-._~+/== "})
    void theSchemeMayHaveAnyCase(String value) {
        assertThat(BearerHeader.parse(List.of(value))).isEqualTo(new BearerHeader.Token("aZ09-._~+/=="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Bearer",
                "Bearer ",
                "Bearer =",
                "Bearer a b",
                "Bearer a,b",
                "Bearer a=b",
                "Bearer \"a\"",
                "Bearer \u00e9",
                "Bearer a\tb",
                "Bearer a\u0000"
            })
    void whatCannotBeReadIsMalformed(String value) {
        assertMalformed(BearerHeader.parse(List.of(value)));
    }

    @Test
    void moreThanOneHeaderIsMalformed() {
        assertMalformed(BearerHeader.parse(List.of("Bearer a", "Bearer a")));
        assertMalformed(BearerHeader.parse(List.of("Basic a", "Bearer a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YTpi", "Digest x=y", "Bearerx a", "BearerToken", "DPoP a", "Bearer\u00a0a b"})
    void anotherSchemeIsNoCredentials(String value) {
        assertThat(BearerHeader.parse(List.of(value))).isEqualTo(new BearerHeader.NoToken(new AuthResult.Missing()));
    }

    @Test
    void noHeaderIsNoCredentials() {
        assertThat(BearerHeader.parse(List.of())).isEqualTo(new BearerHeader.NoToken(new AuthResult.Missing()));
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(BearerHeader.parse(List.of("Bearer secret")).toString()).doesNotContain("secret");
    }

    private static void assertMalformed(BearerHeader.Parsed parsed) {
        assertThat(parsed).isInstanceOf(BearerHeader.NoToken.class);
        assertThat(((BearerHeader.NoToken) parsed).result()).isInstanceOf(AuthResult.Malformed.class);
    }
}

package io.jobview.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How instances know each other.
 *
 * @param secrets the first signs, all are taken; none: this instance asks no other and is asked by none
 * @param secretFile where the secrets were read; null: from a setting, or there are none
 * @param trust a PEM file of authorities or a keystore of them, for peers behind {@code https}; null: those of the JVM
 * @param trustPassword of a keystore
 */
public record PeerSettings(
        List<String> secrets,
        @Nullable Path secretFile,
        @Nullable Path trust,
        String trustPassword) {

    private static final int MIN_LENGTH = 32;

    public PeerSettings {
        secrets = List.copyOf(secrets);
    }

    static PeerSettings of(Values values) {
        String secret = values.text(Key.PEER_SECRET);
        Path file = values.pathIfAny(Key.PEER_SECRET_FILE);
        if (!secret.isEmpty() && file != null) {
            throw new ConfigException(
                    "set " + Key.PEER_SECRET.text() + " or " + Key.PEER_SECRET_FILE.text() + ", not both");
        }
        List<String> secrets = file != null ? read(file) : secret.isEmpty() ? List.of() : List.of(secret);
        if (secrets.stream().anyMatch(one -> one.length() < MIN_LENGTH)) {
            // Not the text: it is a secret, if a short one.
            throw new ConfigException((file == null ? Key.PEER_SECRET.text() : "each line of " + file)
                    + " must have at least " + MIN_LENGTH + " characters, such as openssl rand -hex 32 makes");
        }
        return new PeerSettings(secrets, file, values.pathIfAny(Key.PEER_TRUST), values.text(Key.PEER_TRUST_PASSWORD));
    }

    private static List<String> read(Path file) {
        List<String> secrets;
        try {
            secrets = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
            throw new ConfigException("cannot read " + Key.PEER_SECRET_FILE.text() + " " + file + ": " + reason);
        }
        if (secrets.isEmpty()) {
            throw new ConfigException(Key.PEER_SECRET_FILE.text() + " " + file + " has no line with a secret");
        }
        return secrets;
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "PeerSettings[" + secrets.size() + " secrets, trust=" + trust + "]";
    }
}

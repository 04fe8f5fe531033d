package io.jobview.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

/** Reads files of keys; each way to fail is one line. */
final class KeyFiles {

    private KeyFiles() {}

    static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new TlsException("cannot read " + path + ": there is no such file");
        } catch (AccessDeniedException e) {
            throw new TlsException("cannot read " + path + ": permission denied");
        } catch (IOException e) {
            throw new TlsException("cannot read " + path + ": " + e.getMessage());
        }
    }

    /** PKCS#12 or JKS, told from its content. */
    static KeyStore keystore(Path path, String password) {
        read(path); // for the line that says why it cannot be
        try {
            return KeyStore.getInstance(path.toFile(), password.toCharArray());
        } catch (IOException e) {
            throw new TlsException(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "the password of the keystore " + path + " is wrong"
                            : notOne(path));
        } catch (GeneralSecurityException e) {
            throw new TlsException(notOne(path));
        }
    }

    private static String notOne(Path path) {
        return path + " is neither a PKCS#12 nor a JKS keystore that can be read";
    }
}

package io.jobview.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's own certificate and key are: a keystore, or two PEM files. Immutable; the files may change.
 *
 * @param keystore PKCS#12 or JKS; null with PEM
 * @param password of the keystore and of the key in it
 * @param certificate PEM, the server's own first; null with a keystore
 * @param key PEM, PKCS#8; null with a keystore
 */
public record ServerKey(
        @Nullable Path keystore,
        String password,
        @Nullable Path certificate,
        @Nullable Path key) {

    private static final String ALIAS = "jobview";

    /**
     * Reads them as they are now.
     *
     * @return holds one key at least, under {@link #password}
     * @throws TlsException if they cannot be used
     */
    public KeyStore load() {
        if (keystore != null) {
            return checked(keystore);
        }
        if (certificate == null || key == null) {
            throw new TlsException("a certificate and its key are needed");
        }
        List<X509Certificate> chain = Pem.certificates(certificate);
        PrivateKey privateKey = Pem.key(key);
        if (!fits(privateKey, chain.get(0))) {
            throw new TlsException("the key in " + key + " is not that of the first certificate in " + certificate);
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, privateKey, password.toCharArray(), chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("the certificate in " + certificate + " cannot be used: " + e.getMessage());
        }
    }

    private KeyStore checked(Path path) {
        KeyStore store = KeyFiles.keystore(path, password);
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    store.getKey(alias, password.toCharArray());
                    return store;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new TlsException("the key in the keystore " + path + " has another password than the keystore");
        }
        throw new TlsException("there is no private key in the keystore " + path);
    }

    /** Content of all the files, to see whether one changed. */
    public List<byte[]> contents() {
        return keystore != null
                ? List.of(KeyFiles.read(keystore))
                : certificate == null || key == null
                        ? List.of()
                        : List.of(KeyFiles.read(certificate), KeyFiles.read(key));
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "RSASSA-PSS" -> "RSASSA-PSS";
            default -> "EdDSA";
        };
        if (algorithm.equals("RSASSA-PSS")) {
            return true; // its parameters are a matter of their own; the handshake will tell
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "ServerKey[" + (keystore != null ? keystore : certificate) + "]";
    }
}

package io.jobview.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The server's own certificate: a keystore, or a PEM file of the certificate and those that lead to its authority beside a PEM file of
 * its key. Without any of them the server speaks plain HTTP.
 *
 * @param keystore PKCS#12 or JKS
 * @param password of the keystore and the key in it
 */
public record TlsSettings(
        @Nullable Path keystore,
        String password,
        @Nullable Path certificate,
        @Nullable Path key) {

    static TlsSettings of(Values values) {
        TlsSettings settings = new TlsSettings(
                values.pathIfAny(Key.HTTP_TLS_KEYSTORE),
                values.text(Key.HTTP_TLS_KEYSTORE_PASSWORD),
                values.pathIfAny(Key.HTTP_TLS_CERTIFICATE),
                values.pathIfAny(Key.HTTP_TLS_KEY));
        boolean pem = settings.certificate != null || settings.key != null;
        boolean half = (settings.certificate == null) != (settings.key == null);
        if (half || pem && settings.keystore != null) {
            throw new ConfigException("TLS needs " + Key.HTTP_TLS_KEYSTORE.text() + ", or "
                    + Key.HTTP_TLS_CERTIFICATE.text() + " and " + Key.HTTP_TLS_KEY.text() + " together");
        }
        return settings;
    }

    public boolean isOn() {
        return keystore != null || certificate != null;
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "TlsSettings[keystore=" + keystore + ", certificate=" + certificate + "]";
    }
}

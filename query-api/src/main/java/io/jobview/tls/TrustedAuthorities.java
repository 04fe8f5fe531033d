package io.jobview.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom to believe that a server is who it says. */
public final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /**
     * For a client that believes the certificates in the file and nobody else.
     *
     * @param path PEM, or a PKCS#12 or JKS keystore
     * @throws TlsException if it cannot be read or holds none
     */
    public static SSLContext context(Path path, String password) {
        KeyStore store = Pem.is(KeyFiles.read(path)) ? ofPem(path) : KeyFiles.keystore(path, password);
        try {
            if (store.size() == 0) {
                throw new TlsException("there is no certificate in " + path);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TlsException("the certificates in " + path + " cannot be used: " + e.getMessage());
        }
    }

    private static KeyStore ofPem(Path path) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            List<X509Certificate> certificates = Pem.certificates(path);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("the certificates in " + path + " cannot be used: " + e.getMessage());
        }
    }
}

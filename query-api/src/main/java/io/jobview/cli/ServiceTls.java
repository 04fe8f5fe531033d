package io.jobview.cli;

import io.jobview.config.ConfigException;
import io.jobview.config.PeerSettings;
import io.jobview.config.TlsSettings;
import io.jobview.tls.ServerKey;
import io.jobview.tls.TlsException;
import io.jobview.tls.TrustedAuthorities;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The service's certificates, from its settings, checked before anything is started. */
final class ServiceTls {

    private ServiceTls() {}

    /**
     * Null for plain HTTP.
     *
     * @throws ConfigException if the files cannot be used
     */
    static @Nullable ServerKey key(TlsSettings settings) {
        if (!settings.isOn()) {
            return null;
        }
        ServerKey key = new ServerKey(settings.keystore(), settings.password(), settings.certificate(), settings.key());
        try {
            key.load();
            return key;
        } catch (TlsException e) {
            throw new ConfigException("TLS: " + e.getMessage());
        }
    }

    /** Null for whom the JVM trusts. */
    static @Nullable SSLContext trust(PeerSettings settings) {
        Path trust = settings.trust();
        try {
            return trust == null ? null : TrustedAuthorities.context(trust, settings.trustPassword());
        } catch (TlsException e) {
            throw new ConfigException("TLS of peers: " + e.getMessage());
        }
    }
}

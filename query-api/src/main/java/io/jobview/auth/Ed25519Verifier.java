package io.jobview.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Set;

/** Checks Ed25519 signatures (RFC 8037) by the JDK; the library's own way needs one more library. Thread-safe. */
final class Ed25519Verifier implements JWSVerifier {

    /** The name of RFC 8037, and that of RFC 9864. */
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

    private static final int SIGNATURE_BYTES = 64;

    private final JCAContext context = new JCAContext();
    private final PublicKey key;

    Ed25519Verifier(PublicKey key) {
        this.key = key;
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) {
        byte[] bytes = signature.decode();
        if (bytes.length != SIGNATURE_BYTES) { // the JDK passes over what is too much
            return false;
        }
        // Nobody may ask us to pass over an extension that changes what the signature means (RFC 7515 section 4.1.11).
        if (!ALGORITHMS.contains(header.getAlgorithm()) || header.getCriticalParams() != null) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(signed);
            return check.verify(bytes);
        } catch (GeneralSecurityException e) { // of bytes that are no signature of anything
            return false;
        }
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
        return ALGORITHMS;
    }

    @Override
    public JCAContext getJCAContext() {
        return context;
    }
}

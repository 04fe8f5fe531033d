package io.jobview.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jose.proc.SecurityContext;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** An issuer's Ed25519 keys (RFC 8037 section 2), which the library gives to nobody in the form of the JDK. */
final class Ed25519Keys {

    /** What stands before the 32 bytes of a key in its X.509 form (RFC 8410 section 4). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_BYTES = 32;

    private Ed25519Keys() {}

    static boolean isOne(JWK key) {
        return key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve());
    }

    /** @throws GeneralSecurityException if it is not of 32 bytes, or no point of the curve */
    static PublicKey of(OctetKeyPair published) throws GeneralSecurityException {
        byte[] point = published.getDecodedX();
        if (point.length != KEY_BYTES) {
            throw new InvalidKeyException("x is of " + point.length + " bytes instead of " + KEY_BYTES);
        }
        byte[] encoded = new byte[PREFIX.length + KEY_BYTES];
        System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
        System.arraycopy(point, 0, encoded, PREFIX.length, KEY_BYTES);
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        Signature.getInstance("Ed25519").initVerify(key); // finds the point
        return key;
    }

    /** Those that may have made the signature; one that is no key has been passed over before. */
    static List<Key> select(JWSHeader header, JWKSource<SecurityContext> source) throws KeySourceException {
        List<Key> keys = new ArrayList<>();
        for (JWK known : source.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null)) {
            if (isOne(known)) {
                try {
                    keys.add(of((OctetKeyPair) known));
                } catch (GeneralSecurityException e) {
                    throw new KeySourceException("an Ed25519 key that was good is not", e);
                }
            }
        }
        return keys;
    }

    /** Verifiers of the library, but for these keys. */
    static JWSVerifierFactory verifiers() {
        return new Verifiers();
    }

    private static final class Verifiers extends DefaultJWSVerifierFactory {

        @Override
        public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
            return Ed25519Verifier.ALGORITHMS.contains(header.getAlgorithm()) && key instanceof PublicKey known
                    ? new Ed25519Verifier(known)
                    : super.createJWSVerifier(header, key);
        }
    }
}

package io.jobview.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468) with what the JDK has: certificates, and keys in PKCS#8 without a password. */
final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END \\1PRIVATE KEY-----");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private Pem() {}

    static boolean is(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    /** At least one, in the file's order; text around them is skipped. */
    static List<X509Certificate> certificates(Path path) {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(onlyCertificates(path)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new TlsException("there is no PEM certificate in " + path);
            }
            return certificates;
        } catch (CertificateException e) {
            throw new TlsException("a certificate in " + path + " cannot be read: " + e.getMessage());
        }
    }

    /** The JDK's own reader takes text before a certificate, but neither keys between them nor text behind the last. */
    private static byte[] onlyCertificates(Path path) {
        String text = new String(KeyFiles.read(path), StandardCharsets.ISO_8859_1);
        StringBuilder found = new StringBuilder();
        Matcher certificate = CERTIFICATE.matcher(text);
        while (certificate.find()) {
            found.append(certificate.group()).append('\n');
        }
        return found.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static PrivateKey key(Path path) {
        Matcher key = KEY.matcher(new String(KeyFiles.read(path), StandardCharsets.ISO_8859_1));
        if (!key.find()) {
            throw new TlsException("there is no PEM private key in " + path);
        }
        if (!key.group(1).isEmpty()) {
            String kind = key.group(1).strip();
            throw new TlsException("the key in " + path + " is "
                    + (kind.equals("ENCRYPTED") ? "encrypted" : "in the older form of " + kind)
                    + ": openssl pkcs8 -topk8 -nocrypt -in FILE makes what can be read");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(key.group(2));
        } catch (IllegalArgumentException e) {
            throw new TlsException("the key in " + path + " is not Base64");
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                // Of another kind; if of none, said below.
            }
        }
        throw new TlsException(
                "the key in " + path + " cannot be read: it is none of " + String.join(", ", ALGORITHMS));
    }
}

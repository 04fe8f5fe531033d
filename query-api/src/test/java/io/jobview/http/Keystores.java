package io.jobview.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** Certificates for 127.0.0.1 that the JDK's keytool makes. */
final class Keystores {

    static final String PASSWORD = "changeit";

    private Keystores() {}

    static Path make(Path dir, String name, String type, String algorithm) throws Exception {
        Path path = dir.resolve(name + "." + type);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        path.toString(),
                        "-storetype",
                        type,
                        "-storepass",
                        PASSWORD,
                        "-keypass",
                        PASSWORD,
                        "-alias",
                        "server",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        return path;
    }
}

package io.jobview.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks HTTP in raw bytes, since no client library sends what a hostile one does. */
final class Client {

    private Client() {}

    /** An answer as text, one character for each byte. */
    record Reply(String head, String body) {

        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /** The header's value, or {@code ""} when it is not there. */
        String header(String name) {
            for (String line : head.split("\r\n")) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    static Reply get(int port, String target) {
        return request(port, "GET", target, "");
    }

    /** @param headers whole header lines, each with its line end */
    static Reply request(int port, String method, String target, String headers) {
        return send(
                port,
                method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Connection: close\r\n\r\n");
    }

    /** Sends one character as one byte, and reads until the server closes. */
    static Reply send(int port, String bytes) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream in = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(in);
            String all = in.toString(StandardCharsets.ISO_8859_1);
            int end = all.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new AssertionError("no answer to: " + bytes + "\nbut: " + all);
            }
            return new Reply(all.substring(0, end), all.substring(end + 4));
        } catch (IOException e) {
            throw new AssertionError("no answer to: " + bytes, e);
        }
    }
}

package io.jobview.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one answer after another from a connection that pipelines nothing. It understands what our servers send: a status
 * line, {@code Content-Length}, a body. For one thread.
 */
final class AnswerReader {

    private static final int MOST_BYTES = 1 << 20;
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROW = "{\"id\":\"".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_BYTES);
    private int bodyStart;
    private int bodyEnd;

    /** Reads what is there; true when the answer is whole. */
    boolean read(SocketChannel channel) throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("the server closed the connection");
        }
        if (bodyStart == 0 && !parseHead()) {
            return false;
        }
        if (buffer.position() > bodyEnd) {
            throw new IOException("more bytes than Content-Length says");
        }
        return buffer.position() == bodyEnd;
    }

    int status() {
        return 100 * digit(9) + 10 * digit(10) + digit(11);
    }

    int bodyLength() {
        return bodyEnd - bodyStart;
    }

    int rows() {
        int rows = 0;
        for (int at = bodyStart; at <= bodyEnd - ROW.length; at++) {
            if (matches(ROW, at)) {
                rows++;
            }
        }
        return rows;
    }

    /** By name in lower case; of several with the same name the last. */
    Map<String, String> headers() {
        byte[] head = new byte[bodyStart];
        buffer.get(0, head);
        Map<String, String> headers = new LinkedHashMap<>();
        new String(head, StandardCharsets.ISO_8859_1).lines().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        });
        return headers;
    }

    byte[] body() {
        byte[] body = new byte[bodyLength()];
        buffer.get(bodyStart, body);
        return body;
    }

    void reset() {
        buffer.clear();
        bodyStart = 0;
        bodyEnd = 0;
    }

    private boolean parseHead() throws IOException {
        int length = -1;
        for (int at = 0; at + 3 < buffer.position(); at++) {
            if (buffer.get(at) != '\r') {
                continue;
            }
            if (buffer.get(at + 2) == '\r' && buffer.get(at + 3) == '\n') {
                if (status() == Request.NOT_MODIFIED) {
                    length = 0; // RFC 9112 section 6.3: whatever Content-Length says, there is no body
                }
                if (length < 0 || length > MOST_BYTES - at - 4) {
                    throw new IOException("no usable Content-Length");
                }
                bodyStart = at + 4;
                bodyEnd = bodyStart + length;
                return true;
            }
            if (matches(LENGTH, at)) {
                length = number(at + LENGTH.length);
            }
        }
        return false;
    }

    /** Compares letters without regard to case: {@code | 0x20} leaves digits, colons and lower case as they are. */
    private boolean matches(byte[] expected, int at) {
        if (at + expected.length > buffer.position()) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            byte found = buffer.get(at + i);
            if (found != expected[i] && (found | 0x20) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int start) {
        int at = start;
        while (buffer.get(at) == ' ') {
            at++;
        }
        int value = 0;
        for (; at < buffer.position() && buffer.get(at) != '\r'; at++) {
            value = 10 * value + digit(at);
        }
        return value;
    }

    private int digit(int at) {
        return buffer.get(at) - '0';
    }
}

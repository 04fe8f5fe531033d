package io.jobview.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection of a load client, with one request under way at most. For one thread. */
final class ClientConnection {

    private static final int MOST_REQUEST_BYTES = 8 << 10;

    private final SocketChannel channel;
    private final AnswerReader reader = new AnswerReader();
    private final ByteBuffer out = ByteBuffer.allocateDirect(MOST_REQUEST_BYTES);
    private Request request = Request.get("/", 0);
    private long sinceNanos;

    private ClientConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** The attachment of its key. */
    static ClientConnection open(int port, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        ClientConnection connection = new ClientConnection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    static ClientConnection of(SelectionKey key) {
        return (ClientConnection) key.attachment();
    }

    /** @param since the moment from which the answer's latency counts */
    void send(Request next, long since) throws IOException {
        request = next;
        sinceNanos = since;
        reader.reset();
        out.clear().put(next.bytes()).flip();
        while (out.hasRemaining()) { // a request is far smaller than a socket's buffer
            channel.write(out);
        }
    }

    /** Reads what is there; true when the answer is whole. */
    boolean read() throws IOException {
        return reader.read(channel);
    }

    long latencyNanos() {
        return System.nanoTime() - sinceNanos;
    }

    /** @throws IOException if the answer is not what was asked for */
    void check(boolean whole) throws IOException {
        if (whole) {
            AnswerCheck.whole(request, reader);
        } else {
            AnswerCheck.cheap(request, reader);
        }
    }
}

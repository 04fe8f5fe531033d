package io.jobview.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One kept-alive connection that asks and waits. For one thread. */
public final class HttpConnection implements AutoCloseable {

    private final SocketChannel channel;
    private final AnswerReader reader = new AnswerReader();

    private HttpConnection(SocketChannel channel) {
        this.channel = channel;
    }

    public static HttpConnection open(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new HttpConnection(channel);
    }

    /**
     * Asks and checks the answer.
     *
     * @return nanoseconds from the first byte sent to the last byte received
     * @throws IOException also when the status is not 200 or the rows are not those expected
     */
    public long timed(Request request) throws IOException {
        long took = exchange(request);
        AnswerCheck.whole(request, reader);
        return took;
    }

    /** The body of an answer of any length with status 200. */
    public String body(String target) throws IOException {
        return new String(answer(target).body(), StandardCharsets.UTF_8);
    }

    /** An answer of any length with status 200. */
    public Answer answer(String target) throws IOException {
        Request request = Request.get(target, 0);
        exchange(request);
        AnswerCheck.cheap(request, reader);
        return answer();
    }

    /** Whatever is answered. */
    public Answer ask(Request request) throws IOException {
        exchange(request);
        return answer();
    }

    private Answer answer() {
        return new Answer(reader.status(), reader.headers(), reader.body());
    }

    private long exchange(Request request) throws IOException {
        reader.reset();
        long start = System.nanoTime();
        ByteBuffer bytes = ByteBuffer.wrap(request.bytes());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        boolean whole;
        do {
            whole = reader.read(channel);
        } while (!whole);
        return System.nanoTime() - start;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

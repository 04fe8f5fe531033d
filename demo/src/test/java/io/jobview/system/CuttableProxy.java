package io.jobview.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes TCP connections on, byte by byte, until it is cut: then those that are open end and no more are taken. Thread-safe. */
final class CuttableProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final URI target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();

    CuttableProxy(URI target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** How many connections it has passed on: few, where they are kept. */
    int connections() {
        return taken.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket from = listener.accept();
                taken.incrementAndGet();
                Socket to = new Socket(target.getHost(), target.getPort());
                open.addAll(List.of(from, to));
                start(() -> copy(from, to));
                start(() -> copy(to, from));
            } catch (IOException e) {
                // Cut, or the target is not there yet.
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // It ends, and both with it.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    void cut() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}

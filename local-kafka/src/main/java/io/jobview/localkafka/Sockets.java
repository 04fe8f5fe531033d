package io.jobview.localkafka;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * The listening sockets of the node, bound before Kafka starts. So a port in use is known while nothing has happened
 * yet, and any free port is found without a moment in which another process can take it.
 */
final class Sockets implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final ServerSocketChannel broker;
    private final ServerSocketChannel controller;

    private Sockets(ServerSocketChannel broker, ServerSocketChannel controller) {
        this.broker = broker;
        this.controller = controller;
    }

    static Sockets bind(int brokerPort) {
        ServerSocketChannel broker = bindOne(brokerPort);
        try {
            return new Sockets(broker, bindOne(0));
        } catch (LocalKafkaException e) {
            closeQuietly(broker);
            throw e;
        }
    }

    ServerSocketChannel broker() {
        return broker;
    }

    ServerSocketChannel controller() {
        return controller;
    }

    int brokerPort() {
        return broker.socket().getLocalPort();
    }

    int controllerPort() {
        return controller.socket().getLocalPort();
    }

    /** Does nothing to sockets that Kafka has closed already. */
    @Override
    public void close() {
        closeQuietly(broker);
        closeQuietly(controller);
    }

    private static ServerSocketChannel bindOne(int port) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.configureBlocking(false); // Kafka registers it with a selector
                InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
                return channel.bind(new InetSocketAddress(loopback, port), BACKLOG);
            } catch (IOException e) {
                closeQuietly(channel);
                throw e;
            }
        } catch (BindException e) {
            throw new LocalKafkaException("port " + port + " on 127.0.0.1 cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LocalKafkaException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // A listening socket holds nothing that could be lost.
        }
    }
}

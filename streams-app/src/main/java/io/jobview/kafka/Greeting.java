package io.jobview.kafka;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLException;

/** The question that every broker answers before anything else: which versions of which requests it knows. */
final class Greeting {

    /** Chosen by the client and repeated by a broker. Two line ends: so what speaks in lines answers at once too. */
    private static final int CORRELATION = 0x0D0A0D0A;

    /** Its length; ApiVersions (18) in version 0; the correlation; no name of the client. */
    private static final byte[] QUESTION = HexFormat.of().parseHex("0000000a" + "00120000" + "0d0a0d0a" + "ffff");

    private static final int SHORTEST_ANSWER = Integer.BYTES;
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int HTTP = 0x48545450;
    private static final int TLS_ALERT = 0x1503;

    private final Transport transport;
    private final InetSocketAddress broker;
    private final int patienceMillis;

    /** @param broker not looked up yet */
    Greeting(Transport transport, InetSocketAddress broker, Duration patience) {
        this.transport = transport;
        this.broker = broker;
        this.patienceMillis = Math.toIntExact(patience.toMillis());
    }

    /**
     * Returns if a broker answers at any address of the host, or TLS fails, of which a client says more.
     *
     * @throws NotKafkaException if something else answers
     * @throws IOException if nothing does; the message says why
     */
    void exchange() throws IOException {
        IOException last = null;
        for (InetAddress address : addresses()) {
            try {
                exchange(new InetSocketAddress(address, broker.getPort()));
                return;
            } catch (SSLException e) {
                return;
            } catch (NotKafkaException e) {
                throw e;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(last == null ? "no address" : reason(last), last);
    }

    private InetAddress[] addresses() throws IOException {
        try {
            return InetAddress.getAllByName(broker.getHostString());
        } catch (UnknownHostException e) {
            throw new IOException("there is no host " + broker.getHostString(), e);
        }
    }

    private void exchange(InetSocketAddress address) throws IOException {
        try (Socket socket = transport.connect(address, patienceMillis)) {
            socket.getOutputStream().write(QUESTION);
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            int size = answer.readInt();
            if (size < SHORTEST_ANSWER || size > LONGEST_ANSWER || answer.readInt() != CORRELATION) {
                throw new NotKafkaException(broker.getHostString() + ":" + broker.getPort() + somethingElse(size));
            }
        }
    }

    private static String somethingElse(int start) {
        if (start >>> Short.SIZE == TLS_ALERT) {
            return " expects TLS: set kafka.security.protocol to SSL or SASL_SSL";
        }
        return " does not speak Kafka" + (start == HTTP ? " but HTTP" : "");
    }

    private String reason(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return "no answer in " + patienceMillis / 1000 + " s";
        }
        if (failure instanceof EOFException) {
            return "it closes the connection without an answer; is kafka.security.protocol right?";
        }
        return String.valueOf(failure.getMessage());
    }
}

package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Opens the socket of one session and reports its end. JSch reports none, and a thread that opens a channel would
 * wait for its whole deadline.
 */
final class WatchedSockets implements SocketFactory {
    /** The reason that says only that JSch closed the socket. */
    static final String CLOSED = "it was closed";

    private final int connectMillis;

    final Lifeline life = new Lifeline();
    private volatile @Nullable Socket open;

    WatchedSockets(Duration connectDeadline) {
        connectMillis = (int) connectDeadline.toMillis();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException, UnknownHostException {
        IOException problem = new UnknownHostException("no address is known for this name");
        for (InetAddress address : addresses(host)) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), connectMillis);
                open = socket;
                return socket;
            } catch (IOException e) {
                problem = e;
                socket.close();
            }
        }
        throw problem;
    }

    /** Whether the host accepted the connection. */
    boolean isConnected() {
        return open != null;
    }

    /** Closes the sockets that JSch left open. Never throws. */
    void close() {
        Socket left = open;
        if (left != null) {
            try {
                left.close();
            } catch (IOException e) {
                life.end("it was closed here: " + e.getMessage());
            }
        }
    }

    private static InetAddress[] addresses(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return new InetAddress[0]; // the message is the name alone
        }
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        return new Watched(socket.getInputStream());
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return socket.getOutputStream();
    }

    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return noted(super.read());
            } catch (IOException e) {
                throw noted(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return noted(super.read(buffer, offset, length));
            } catch (IOException e) {
                throw noted(e);
            }
        }

        @Override
        public void close() throws IOException {
            life.end(CLOSED);
            super.close();
        }

        private int noted(int result) {
            if (result < 0) {
                life.end("the host closed it");
            }
            return result;
        }

        private IOException noted(IOException e) {
            if (!(e instanceof SocketTimeoutException)) { // that is only silence
                life.end(e.getMessage() == null ? e.toString() : e.getMessage());
            }
            return e;
        }
    }
}

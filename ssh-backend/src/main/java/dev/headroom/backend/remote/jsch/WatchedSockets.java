package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.SocketFactory;
import dev.headroom.backend.remote.jsch.line.StreamSocket;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the socket of one session and reports its end. JSch reports none, and a thread that opens a channel would
 * wait for its whole deadline.
 */
final class WatchedSockets implements SocketFactory {
    /** The reason that says only that JSch closed the socket. */
    static final String CLOSED = "it was closed";

    private final Opening way;

    final Lifeline life = new Lifeline();
    private volatile @Nullable Socket open;

    /** Opens the connection to the host; blocks. */
    @FunctionalInterface
    interface Opening {
        Socket open() throws IOException;
    }

    WatchedSockets(Opening way) {
        this.way = way;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = way.open();
        open = socket;
        return socket;
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

    private String theEnd() {
        return open instanceof StreamSocket line ? line.ended().orElse(CLOSED) : "the host closed it";
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
                life.end(theEnd());
            } else {
                life.heard();
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

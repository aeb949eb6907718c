package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.SocketFactory;
import dev.headroom.backend.remote.RemoteFailure.TurnedAway;
import dev.headroom.backend.remote.jsch.line.Greeting;
import dev.headroom.backend.remote.jsch.line.StreamSocket;
import dev.headroom.backend.remote.jsch.line.SystemWords;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the socket of one session and reports its end. JSch reports none, and a thread that opens a channel would
 * wait for its whole deadline.
 */
final class WatchedSockets implements SocketFactory {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedSockets.class);

    /** The reason that says only that JSch closed the socket. */
    static final String CLOSED = "it was closed";

    private final Opening way;

    final Lifeline life = new Lifeline();
    private volatile @Nullable Socket open;

    /** What the host is, if it is no SSH: the end of a sentence. */
    private volatile String stranger = "";

    /** The first line of a host that ended the connection before its version. */
    private volatile String lastWords = "";

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

    /** What the host is, if it is no SSH: the end of a sentence; empty if it may be. */
    Optional<String> stranger() {
        return Optional.of(stranger).filter(what -> !what.isEmpty());
    }

    /** Why the host turned this connection away, where it said so before SSH began. */
    Optional<TurnedAway.Why> turnedAway() {
        return TurnedAway.Why.of(lastWords);
    }

    /** Closes the sockets that JSch left open. Never throws. */
    void close() {
        Socket left = open;
        if (left != null) {
            try {
                left.close();
            } catch (IOException e) {
                LOG.debug("A connection cannot be closed", e);
                life.end(CLOSED);
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
        private final Greeting greeting = new Greeting();

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                int next = noted(super.read());
                if (!greeting.isOver() && next >= 0) {
                    greet(new byte[] {(byte) next}, 0, 1);
                }
                return next;
            } catch (IOException e) {
                throw noted(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int count = noted(super.read(buffer, offset, length));
                if (!greeting.isOver()) {
                    greet(buffer, offset, count);
                }
                return count;
            } catch (IOException e) {
                throw noted(e);
            }
        }

        private void greet(byte[] buffer, int offset, int count) throws IOException {
            Optional<String> wrong = greeting.take(buffer, offset, count);
            if (wrong.isPresent()) {
                stranger = wrong.get();
                throw new IOException(stranger);
            }
        }

        @Override
        public void close() throws IOException {
            life.end(CLOSED);
            super.close();
        }

        private int noted(int result) {
            if (result < 0) {
                end(theEnd());
            } else {
                life.heard();
            }
            return result;
        }

        private IOException noted(IOException e) {
            if (!(e instanceof SocketTimeoutException)) { // that is only silence
                end(SystemWords.of(e).orElse("reading from it failed"));
            }
            return e;
        }

        private void end(String why) {
            lastWords = greeting.firstLine();
            life.end(why + greeting.beginning());
        }
    }
}

package dev.headroom.backend.remote.jsch.line;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A socket whose bytes come from a process or from a channel of another session. JSch takes sockets only, and sets the
 * time limit of its reads on them.
 */
public final class StreamSocket extends Socket {
    private final Inflow in;
    private final OutputStream out;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param onClose ends what is behind the socket; called once; must neither block nor throw */
    public StreamSocket(Inflow in, OutputStream out, Runnable onClose) {
        this.in = in;
        this.out = out;
        this.onClose = onClose;
    }

    /** Why no more bytes come, such as the last words of a command; empty while they may. */
    public Optional<String> ended() {
        return in.ended();
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void setSoTimeout(int millis) {
        in.limit(millis);
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // There is no TCP of its own.
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            in.end("it was closed");
            onClose.run();
        }
    }
}

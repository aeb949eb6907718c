package dev.headroom.backend.link;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections until it is closed. No fault ends it: for a while there may be no file descriptor left. */
final class AcceptLoop implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptLoop.class);

    private final Acceptor acceptor;
    private final Consumer<SocketChannel> callers;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Waits for a connection. */
    @FunctionalInterface
    interface Acceptor {
        SocketChannel accept() throws IOException;
    }

    /** @param pause the time after a fault, so that a lasting fault does not keep a processor busy */
    AcceptLoop(Acceptor acceptor, Consumer<SocketChannel> callers, Duration pause) {
        this.acceptor = acceptor;
        this.callers = callers;
        this.pause = pause;
    }

    @Override
    public void run() {
        try {
            boolean ended = closed.getCount() == 0;
            while (!ended) {
                ended = accepted() ? closed.getCount() == 0 : closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean accepted() {
        try {
            callers.accept(acceptor.accept());
            return true;
        } catch (Throwable e) {
            if (closed.getCount() > 0) {
                LOG.warn("The master's socket failed to take a caller; it goes on", e);
            }
            return false;
        }
    }

    /** Ends the loop after the connection it waits for; close the acceptor to end that wait. */
    @Override
    public void close() {
        closed.countDown();
    }
}

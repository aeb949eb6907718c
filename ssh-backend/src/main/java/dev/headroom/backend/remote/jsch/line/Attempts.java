package dev.headroom.backend.remote.jsch.line;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Connections that are tried side by side. Safe for several threads at once. */
final class Attempts {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Socket> sockets = new ArrayList<>();
    private final Map<InetAddress, Throwable> failures = new LinkedHashMap<>();
    private @Nullable Socket winner;

    void begun(Socket socket) {
        lock.lock();
        try {
            sockets.add(socket);
        } finally {
            lock.unlock();
        }
    }

    void connected(Socket socket) {
        lock.lock();
        try {
            if (winner == null) {
                winner = socket;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void failed(InetAddress address, Throwable why) {
        lock.lock();
        try {
            failures.put(address, why);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first connection, at most that long, and no longer than until all attempts have failed. */
    Optional<Socket> await(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (winner == null && failures.size() < sockets.size() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(winner);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first connection; empty when all attempts have failed, which each does by its own deadline. */
    Optional<Socket> await() throws InterruptedException {
        lock.lock();
        try {
            while (winner == null && failures.size() < sockets.size()) {
                changed.await();
            }
            return Optional.ofNullable(winner);
        } finally {
            lock.unlock();
        }
    }

    void closeLosers() {
        lock.lock();
        try {
            for (Socket socket : sockets) {
                if (!socket.equals(winner)) {
                    close(socket);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is not used, whatever happens to it.
        }
    }

    boolean allFailedBy(Class<? extends IOException> kind) {
        lock.lock();
        try {
            return failures.values().stream().allMatch(kind::isInstance);
        } finally {
            lock.unlock();
        }
    }

    /** Each address with what happened there. */
    String reasons() {
        lock.lock();
        try {
            return failures.entrySet().stream()
                    .map(entry -> entry.getKey().getHostAddress() + ": " + reason(entry.getValue()))
                    .collect(Collectors.joining("; "));
        } finally {
            lock.unlock();
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof SocketTimeoutException
                ? "no answer in time"
                : SystemWords.of(failure).orElse("it failed");
    }
}

package dev.headroom.backend.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A number of clients that ask again as soon as they are answered, each time over a new connection. */
final class Clients implements AutoCloseable {
    /** A queue in front of a small server is long: what is lost must not be mixed up with what waits. */
    private static final Duration PATIENCE = Lab.pace().soon();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong served = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final InetSocketAddress target;

    private Clients(InetSocketAddress target) {
        this.target = target;
    }

    static Clients start(String address, int count) {
        return start(new InetSocketAddress(address, 80), count);
    }

    static Clients start(InetSocketAddress target, int count) {
        Clients clients = new Clients(target);
        for (int i = 0; i < count; i++) {
            clients.threads.execute(clients::askAgainAndAgain);
        }
        return clients;
    }

    /** Counted from {@code start} on. */
    record Count(long served, long nanos) {
        double rateSince(Count earlier) {
            return (served - earlier.served) * 1e9 / (nanos - earlier.nanos);
        }
    }

    Count count() {
        return new Count(served.get(), System.nanoTime());
    }

    /** Waits until {@code more} requests were served; fails if that takes longer than {@code time}. */
    Count awaitServed(long more, Duration time) {
        long wanted = served.get() + more;
        long deadline = System.nanoTime() + time.toNanos();
        lock.lock();
        try {
            while (served.get() < wanted) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("Only %d of %d requests were served within %s; failures: %s"
                            .formatted(more - (wanted - served.get()), more, time, failures));
                }
                long _ = answered.awaitNanos(left);
            }
            return count();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Lets each client finish the request it is at, and returns then. */
    void stop() {
        stopped.set(true);
        threads.close();
    }

    @Override
    public void close() {
        stop();
    }

    private void askAgainAndAgain() {
        while (!stopped.get()) {
            try (Socket socket = new Socket()) {
                String answer = ask(socket, target);
                if (isGood(answer)) {
                    countOne();
                } else {
                    failures.add("answer: " + answer.lines().findFirst().orElse("nothing"));
                }
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }

    private void countOne() {
        lock.lock();
        try {
            served.incrementAndGet();
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    static boolean isGood(String answer) {
        return answer.startsWith("HTTP/1.") && answer.contains(" 200 ");
    }

    /** One request over a socket that is not connected yet. */
    static String ask(Socket socket, InetSocketAddress target) throws IOException {
        socket.connect(target, (int) PATIENCE.toMillis());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        String request = String.format(
                Locale.ROOT, "GET / HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n", target.getHostString());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}

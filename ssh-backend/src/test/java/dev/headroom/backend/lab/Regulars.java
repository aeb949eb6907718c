package dev.headroom.backend.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Clients that come again and again from the same few ports, at leisure, as those behind a proxy do. A director remembers for
 * two minutes where such a port was sent last.
 */
final class Regulars implements AutoCloseable {
    /** Below those that a kernel gives to everybody else. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 12;
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Integer> idlePorts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> seenPorts = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final InetSocketAddress target;

    private Regulars(InetSocketAddress target) {
        this.target = target;
        ports().forEach(idlePorts::add);
    }

    private static Stream<Integer> ports() {
        return IntStream.range(FIRST_PORT, FIRST_PORT + PORTS).boxed();
    }

    static Regulars start(String vip) {
        Regulars regulars = new Regulars(new InetSocketAddress(vip, 80));
        var _ = regulars.clock.scheduleAtFixedRate(regulars::sendNext, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return regulars;
    }

    /** Waits until each of them has been answered once more, or has failed. */
    void awaitEach(Duration time) throws InterruptedException {
        seenPorts.clear();
        Set<Integer> missing = ports().collect(Collectors.toCollection(TreeSet::new));
        long deadline = System.nanoTime() + time.toNanos();
        while (!missing.isEmpty()) {
            Integer seen = seenPorts.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (seen == null) {
                throw new AssertionError(
                        "Within %s nobody came from %s; failures: %s".formatted(time, missing, failures));
            }
            missing.remove(seen);
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Lets each finish, and returns then. */
    void stop() {
        clock.close();
        threads.close();
    }

    @Override
    public void close() {
        stop();
    }

    /** The client that has waited longest; empty while all wait for an answer. */
    private void sendNext() {
        Integer port = idlePorts.poll();
        if (port != null) {
            threads.execute(() -> ask(port));
        }
    }

    private void ask(Integer port) {
        try (Socket socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            String answer = Clients.ask(socket, target);
            if (!Clients.isGood(answer)) {
                failures.add("from " + port + ": " + answer.lines().findFirst().orElse("nothing"));
            }
        } catch (IOException e) {
            failures.add("from " + port + ": " + e);
        } finally {
            seenPorts.add(port);
            idlePorts.add(port);
        }
    }
}

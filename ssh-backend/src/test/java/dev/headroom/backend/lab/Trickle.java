package dev.headroom.backend.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests at a steady rate; by itself one now and then, enough that packets move, not enough to be a load. */
final class Trickle implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong answered = new AtomicLong();

    private Trickle(Question question, Duration pause) {
        var _ = clock.scheduleAtFixedRate(
                () -> threads.execute(() -> ask(question)), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Duration leisure() {
        return Lab.pace().times(Duration.ofMillis(700));
    }

    private interface Question {
        void ask() throws IOException;
    }

    static Trickle tcp(String address, int port) {
        return tcp(address, port, leisure());
    }

    /** Requests at a steady rate, however long the answers take. */
    static Trickle tcp(String address, int port, Duration pause) {
        return new Trickle(() -> asked(address, port), pause);
    }

    private static void asked(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            String answer = Clients.ask(socket, new InetSocketAddress(address, port));
            if (!Clients.isGood(answer)) {
                throw new IOException(answer);
            }
        }
    }

    /** Over a port of its own each time, as resolvers do. */
    static Trickle udp(String address, int port) {
        return new Trickle(
                () -> {
                    try (DatagramSocket socket = new DatagramSocket()) {
                        socket.setSoTimeout((int) Lab.pace().soon().toMillis());
                        socket.send(new DatagramPacket(new byte[] {'?'}, 1, new InetSocketAddress(address, port)));
                        socket.receive(new DatagramPacket(new byte[64], 64));
                    }
                },
                leisure());
    }

    private void ask(Question question) {
        try {
            question.ask();
            answered.incrementAndGet();
        } catch (IOException _) {
            // A dead destination does not answer; the answers of the others are counted.
        }
    }

    long answered() {
        return answered.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
    }
}

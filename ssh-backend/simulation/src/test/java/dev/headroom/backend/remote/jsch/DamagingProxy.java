package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.SshTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Stands on loopback before a simulated host and damages what the host says. */
final class DamagingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Wanted wanted = new Wanted(Damage.FLIP, Integer.MAX_VALUE, 0);

    /** The host says nothing before this is counted down. */
    private volatile CountDownLatch speaks = new CountDownLatch(0);
    /** Counted down by each connection. */
    private volatile CountDownLatch called = new CountDownLatch(0);

    /** Whether what either side says is lost, and neither learns it. */
    private volatile boolean lossy;

    private record Wanted(Damage damage, int at, int by) {}

    private DamagingProxy(ServerSocket listening, int behind) {
        this.listening = listening;
        this.behind = behind;
    }

    static DamagingProxy start(int behind) throws IOException {
        DamagingProxy proxy = new DamagingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behind);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The host's key as it is known, for this port. */
    Path knownHosts(SshTarget known, Path folder) {
        try {
            List<String> lines = Files.readAllLines(known.knownHosts()).stream()
                    .map(line -> line.replace("]:" + known.port() + " ", "]:" + port() + " "))
                    .toList();
            return Files.write(folder.resolve("known_hosts_" + port()), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the next connection on. */
    void damage(Damage damage, int at, int by) {
        wanted = new Wanted(damage, at, by);
    }

    /** Lets the host be silent until {@link #speak}. */
    void hush() {
        speaks = new CountDownLatch(1);
        called = new CountDownLatch(1);
    }

    void awaitCall() throws InterruptedException {
        called.await();
    }

    void speak() {
        speaks.countDown();
    }

    /** Loses what both sides say, until {@link #heal}: the connections are half-open. */
    void lose() {
        lossy = true;
    }

    void heal() {
        lossy = false;
        wanted = new Wanted(Damage.FLIP, Integer.MAX_VALUE, 0);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket host = new Socket(InetAddress.getLoopbackAddress(), behind);
                open.add(client);
                open.add(host);
                Wanted now = wanted;
                called.countDown();
                Thread.ofVirtual().start(() -> carry(client, host, new Wanted(Damage.FLIP, Integer.MAX_VALUE, 0)));
                Thread.ofVirtual().start(() -> say(host, client, now));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void say(Socket host, Socket client, Wanted now) {
        try {
            speaks.await();
            carry(host, client, now);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void carry(Socket from, Socket to, Wanted now) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            int passed = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (lossy) {
                    continue;
                }
                int here = now.at - passed;
                passed += count;
                if (here < 0 || here >= count) {
                    out.write(buffer, 0, count);
                    continue;
                }
                out.write(buffer, 0, here);
                switch (now.damage) {
                    case FLIP -> {
                        out.write(buffer[here] ^ now.by);
                        out.write(buffer, here + 1, count - here - 1);
                    }
                    case DROP -> out.write(buffer, here + 1, count - here - 1);
                    case GARBAGE -> {
                        out.write(new byte[64 * now.by]);
                        out.write(buffer, here, count - here);
                    }
                    case CLOSE -> {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // one of both has gone
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

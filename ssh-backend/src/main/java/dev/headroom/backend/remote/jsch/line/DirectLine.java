package dev.headroom.backend.remote.jsch.line;

import dev.headroom.backend.remote.Route;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * Connects by TCP. The addresses of a name are tried side by side, each a little after the one before (RFC 8305): an
 * address that does not answer costs a quarter of a second and not the whole deadline.
 */
public final class DirectLine {
    /** The pause before the next address is tried too, as RFC 8305 recommends. */
    static final Duration NEXT_ADDRESS = Duration.ofMillis(250);

    private final String host;
    private final int port;
    private final Route.Direct way;
    private final int connectMillis;

    /** @param connectDeadline for each address */
    public DirectLine(String host, int port, Route.Direct way, Duration connectDeadline) {
        this.host = host;
        this.port = port;
        this.way = way;
        connectMillis = Math.clamp(connectDeadline.toMillis(), 1, Integer.MAX_VALUE);
    }

    /** The socket to the first address that answers; blocks. */
    public Socket connect() throws IOException {
        List<InetAddress> addresses = Addresses.of(host, way);
        return addresses.size() == 1 ? connect(new Socket(), addresses.getFirst()) : new Race(addresses).winner();
    }

    private Socket connect(Socket socket, InetAddress address) throws IOException {
        try {
            if (way.bindAddress().isPresent()) {
                bind(socket, way.bindAddress().get(), address);
            }
            socket.connect(new InetSocketAddress(address, port), connectMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void bind(Socket socket, String from, InetAddress to) throws IOException {
        InetAddress local = local(from, to);
        try {
            socket.bind(new InetSocketAddress(local, 0));
        } catch (IOException e) {
            throw new LocalSettingException(
                    "this computer cannot connect from %s, as BindAddress demands: %s"
                            .formatted(from, SystemWords.of(e).orElse("it has no such address")),
                    way.lines().bindAddress());
        }
    }

    private InetAddress local(String from, InetAddress to) throws IOException {
        try {
            for (InetAddress address : InetAddress.getAllByName(from)) {
                if (address.getClass() == to.getClass()) {
                    return address;
                }
            }
        } catch (UnknownHostException e) {
            throw new LocalSettingException(
                    "no address is known for %s, which BindAddress names".formatted(from),
                    way.lines().bindAddress());
        }
        throw new LocalSettingException(
                "%s, which BindAddress names, has no address of the family of %s".formatted(from, to.getHostAddress()),
                way.lines().bindAddress());
    }

    /** Several addresses at once; the first connection wins, and the others are closed. */
    private final class Race {
        private final List<InetAddress> addresses;
        private final Attempts attempts = new Attempts();

        Race(List<InetAddress> addresses) {
            this.addresses = addresses;
        }

        Socket winner() throws IOException {
            try {
                for (InetAddress address : addresses) {
                    start(address);
                    var first = attempts.await(NEXT_ADDRESS);
                    if (first.isPresent()) {
                        return first.get();
                    }
                }
                return attempts.await().orElseThrow(this::failure);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the wait for it was interrupted", e);
            } finally {
                attempts.closeLosers();
            }
        }

        private void start(InetAddress address) {
            var socket = new Socket();
            attempts.begun(socket);
            Thread.ofVirtual().name("headroom-connect-" + host).start(() -> {
                try {
                    attempts.connected(connect(socket, address));
                } catch (Throwable e) { // the race waits for each attempt
                    attempts.failed(address, e);
                }
            });
        }

        private IOException failure() {
            if (attempts.allFailedBy(LocalSettingException.class)) {
                return new LocalSettingException(attempts.reasons(), way.lines().bindAddress());
            }
            return attempts.allFailedBy(SocketTimeoutException.class)
                    ? new SocketTimeoutException("no address answers: " + attempts.reasons())
                    : new ConnectException(attempts.reasons());
        }
    }
}

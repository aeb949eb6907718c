package dev.headroom.simulation.ssh;

import dev.headroom.backend.remote.SshTarget;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.simulation.shell.SimulatedExec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Simulated hosts behind real SSH on 127.0.0.1, one port a host. Writes a client key and a known_hosts file, so that
 * any SSH client can log in. All hosts share one server and its few threads; the port of a session determines its
 * host. Safe for several threads at once.
 */
public final class SimulatedSshd implements AutoCloseable {

    /** The only user who can log in. */
    public static final String USER = "headroom";

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedSshd.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int WORKERS = 2;

    private final SequencedMap<HostId, Listener> hosts = new LinkedHashMap<>();
    private final ConcurrentMap<Integer, Listener> byPort = new ConcurrentHashMap<>();
    private final KeyFolder folder;
    private final Server server;

    /** One simulated host at its port. */
    private record Listener(
            HostId id, SimulatedExec exec, KeyPair key, InetSocketAddress address, AtomicInteger logins) {}

    /** MINA's server, with a method to listen at several ports. */
    private static final class Server extends SshServer {
        IoAcceptor acceptor() {
            return acceptor;
        }
    }

    private SimulatedSshd(KeyFolder folder) {
        this.folder = folder;
        server = (Server) ServerBuilder.builder().factory(Server::new).build(true);
        server.setHost(LOOPBACK);
    }

    /**
     * Starts to listen.
     *
     * @param hosts the command execution of each host, in the order of their ports; at least one
     * @param folder where the client key and known_hosts are written; created if needed
     * @param firstPort the first host's port, the others follow; 0 lets the system choose each
     * @throws IOException if the folder cannot be written or a port is taken
     */
    public static SimulatedSshd start(SequencedMap<HostId, SimulatedExec> hosts, Path folder, int firstPort)
            throws IOException {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("There must be a host to simulate.");
        }
        var sshd = new SimulatedSshd(KeyFolder.create(folder));
        try {
            sshd.listen(hosts, firstPort);
        } catch (IOException e) {
            sshd.close();
            throw e;
        }
        return sshd;
    }

    private void listen(SequencedMap<HostId, SimulatedExec> execs, int firstPort) throws IOException {
        configure();
        server.setPort(firstPort);
        server.start();
        var seen = new HashSet<SocketAddress>();
        int port = firstPort;
        for (var entry : execs.entrySet()) {
            if (!seen.isEmpty()) {
                server.acceptor().bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
            }
            InetSocketAddress bound = newAddress(seen);
            var listener =
                    new Listener(entry.getKey(), entry.getValue(), KeyFolder.newKey(), bound, new AtomicInteger());
            hosts.put(entry.getKey(), listener);
            byPort.put(bound.getPort(), listener);
            port = firstPort == 0 ? 0 : port + 1;
        }
        folder.writeKnownHosts(hosts.values().stream()
                .map(host -> KeyFolder.knownHostsLine(LOOPBACK, host.address.getPort(), host.key.getPublic()))
                .toList());
    }

    private InetSocketAddress newAddress(Set<SocketAddress> seen) throws IOException {
        for (SocketAddress address : server.acceptor().getBoundAddresses()) {
            if (seen.add(address)) {
                return (InetSocketAddress) address;
            }
        }
        throw new IOException("The simulated host got no port.");
    }

    private void configure() {
        server.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory(() -> ChannelExecutor.of(WORKERS)));
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        server.setKeyPairProvider(new HostKeys());
        server.setPublickeyAuthenticator((user, key, _) ->
                user.equals(USER) && KeyUtils.compareKeys(key, folder.client().getPublic()));
        server.setCommandFactory((channel, text) -> {
            Listener host = host(channel.getServerSession())
                    .orElseThrow(() -> new IOException("No simulated host listens here."));
            return new SimulatedCommand(host.exec, text);
        });
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionEvent(Session session, Event event) {
                if (event == Event.Authenticated) {
                    host(session).ifPresent(host -> host.logins.incrementAndGet());
                }
            }
        });
    }

    /** The host keys, one for each host. */
    private final class HostKeys implements KeyPairProvider {
        @Override
        public Iterable<KeyPair> loadKeys(@Nullable SessionContext session) {
            // At its start the server asks once without a session, to check that it has a key.
            return session instanceof Session open
                    ? host(open).map(host -> List.of(host.key)).orElse(List.of())
                    : List.of();
        }
    }

    private Optional<Listener> host(Session session) {
        return session.getIoSession().getLocalAddress() instanceof InetSocketAddress local
                ? Optional.ofNullable(byPort.get(local.getPort()))
                : Optional.empty();
    }

    /** The SSH target of every host, in order. */
    public List<SshTarget> targets() {
        return hosts.values().stream().map(this::target).toList();
    }

    /** The SSH target of one host. */
    public SshTarget target(HostId host) {
        return target(listener(host));
    }

    private SshTarget target(Listener host) {
        return new SshTarget(host.id, LOOPBACK, host.address.getPort(), USER, List.of(clientKey()), knownHosts());
    }

    private Listener listener(HostId host) {
        return Optional.ofNullable(hosts.get(host))
                .orElseThrow(
                        () -> new IllegalArgumentException("The host %s is not simulated.".formatted(host.name())));
    }

    /** The client's private key, in OpenSSH's format. */
    public Path clientKey() {
        return folder.clientKey();
    }

    /** The known_hosts file with the keys of all hosts. */
    public Path knownHosts() {
        return folder.knownHosts();
    }

    /** The number of logins to a host so far. */
    public int logins(HostId host) {
        return listener(host).logins.get();
    }

    /** Closes a host's port and breaks its sessions. */
    public void interrupt(HostId host) {
        server.acceptor().unbind(listener(host).address);
        cut(host);
    }

    /** Breaks a host's sessions; its port stays open, so that a client can log in again at once. */
    public void cut(HostId host) {
        Listener listener = listener(host);
        for (var session : new ArrayList<>(server.getActiveSessions())) {
            if (host(session).filter(listener::equals).isPresent()) {
                session.close(true);
            }
        }
    }

    /** The number of sessions that are open now, of all hosts. */
    public int sessions() {
        return server.getActiveSessions().size();
    }

    /** Listens for a host again, at the same port. */
    public void resume(HostId host) throws IOException {
        InetSocketAddress address = listener(host).address;
        if (!server.acceptor().getBoundAddresses().contains(address)) {
            server.acceptor().bind(address);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            LOG.warn("The simulated SSH server did not stop in time.", e);
        }
    }
}

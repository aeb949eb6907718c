package dev.headroom.ma2scf.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a destination is seen to serve. A running container is enough only where its port is seen to listen. Behind
 * a firewall mark, UDP or SCTP no port is seen to listen, and only a director's counters or probes show that the
 * destination answers. See decision 0040.
 */
public final class SeenServing {
    /** Newer than this, an established connection shows that something answers. */
    public static final Duration RECENT = Duration.ofSeconds(10);
    /** For so long what once answered is believed to: on a quiet service connections come seldom. */
    public static final Duration LATELY = Duration.ofSeconds(60);

    private SeenServing() {}

    /** Whether a reading of its host would show that a container at {@code endpoint} listens. */
    public static boolean isListeningSeen(VirtualService service, Endpoint endpoint) {
        return listensAt(service.address(), service.checks(), endpoint).isPresent();
    }

    /**
     * The TCP port on which a container at {@code endpoint} must listen if it serves; empty where no such port is known: only TCP has
     * sockets that are seen to listen.
     */
    public static Optional<Integer> listensAt(VirtualAddress address, List<ServiceCheck> checks, Endpoint endpoint) {
        boolean tcp = address instanceof VirtualAddress.Socket(Protocol protocol, var _) && protocol == Protocol.TCP;
        return checks.isEmpty()
                ? Optional.of(endpoint.port()).filter(port -> tcp && port > 0)
                : checks.stream()
                        .flatMap(check -> check.target(endpoint).stream())
                        .filter(target -> target.protocol() == Protocol.TCP)
                        .map(target -> target.endpoint().port())
                        .findFirst();
    }

    /**
     * Whether something is seen to answer at {@code endpoint}. What no known container carries is believed to.
     *
     * @param recent how new a sign must be
     */
    public static boolean at(ClusterSnapshot snapshot, VirtualService service, Endpoint endpoint, Duration recent) {
        Optional<Container> carrier = snapshot.containerAt(service.id(), endpoint);
        boolean runs = carrier.filter(c -> c.isRunning() && c.listening())
                .flatMap(c -> snapshot.server(c.id().server()))
                .filter(RealServer::isMeasured)
                .isPresent();
        return carrier.isEmpty()
                || (runs
                        && (isListeningSeen(service, endpoint)
                                || snapshot.directors().stream()
                                        .anyMatch(director -> shows(director, service, endpoint, recent))));
    }

    private static boolean shows(Director director, VirtualService service, Endpoint endpoint, Duration recent) {
        Optional<DirectorTable> table = director.table().fresh();
        Optional<ProbeResult> probe = table.flatMap(t -> service.probeOf(endpoint)
                .flatMap(at -> Optional.ofNullable(t.probes().get(at))));
        boolean refused = probe.filter(ProbeResult.REFUSED::equals).isPresent();
        return probe.filter(ProbeResult.OPEN::equals).isPresent()
                || table.flatMap(t -> t.entry(service.address()))
                        .flatMap(entry -> entry.destination(endpoint))
                        .flatMap(destination -> SignOfService.of(destination, recent, refused))
                        .isPresent();
    }
}

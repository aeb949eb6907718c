package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Utilization;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the directors' weights spread one service over the servers that serve it. A service has what its hottest server lets it have: cores
 * that are open where few of its connections go are of no use to the clients that are sent elsewhere. Immutable. See decision 0064.
 */
public final class Parts {
    private final List<Part> all;
    private final List<OnServer> byServer;
    private final double used;
    private final double open;
    private final Optional<OnServer> hottest;
    private final Optional<OnServer> first;

    /**
     * Of one service.
     *
     * @param all one for each container that serves, in order of site
     */
    public Parts(List<Part> all) {
        this.all = List.copyOf(all);
        Map<ServerId, List<Part>> groups =
                all.stream().collect(Collectors.groupingBy(p -> p.server().id(), TreeMap::new, Collectors.toList()));
        byServer = groups.values().stream().map(Parts::together).toList();
        used = all.stream().mapToDouble(p -> p.container().used().cpu()).sum();
        open = byServer.stream().mapToDouble(OnServer::open).sum();
        hottest = byServer.stream()
                .max(Comparator.comparing(OnServer::utilization)
                        .thenComparing(part -> part.server().id(), Comparator.reverseOrder()));
        first = byServer.stream()
                .filter(part -> part.share() > 0)
                .min(Comparator.comparingDouble(OnServer::reach)
                        .thenComparing(part -> part.server().id()));
    }

    /**
     * One container that serves.
     *
     * @param share of new connections, 0..1; those of all parts add up to 1, or to 0 where nothing tells them
     * @param limit cores that it can use at most, whatever its server has: what it uses for the connections that it can carry;
     *     infinite where only the server limits it
     */
    public record Part(Spot spot, RealServer server, Container container, double share, double limit) {}

    /**
     * All containers of the service on one server.
     *
     * @param open cores that are open to them together
     * @param entitled cores that would be open to them if what is lent there to other services had returned
     * @param share of the service's new connections, 0..1
     * @param isLimited whether the containers themselves and not the server limit what they can use, so that a server with more free
     *     would not help them
     */
    public record OnServer(
            RealServer server,
            List<Container> containers,
            double open,
            double entitled,
            double share,
            boolean isLimited) {
        /** The part of what they are entitled to that they use, 0..1; what uses nothing is not hot. */
        public Utilization utilization() {
            return used() > 0 ? Utilization.of(used(), entitled) : new Utilization(0);
        }

        public double used() {
            return Cores.used(containers);
        }

        /** Cores that the service could use, spread as it is, until this server has no more to give; infinite where it gets no share. */
        double reach() {
            return share > 0 ? entitled / share : Double.POSITIVE_INFINITY;
        }
    }

    /** In cores: what they use together. */
    public double used() {
        return used;
    }

    /** In cores: what is open to it on all its servers, whatever its weights make of it. */
    public double open() {
        return open;
    }

    /** In cores: what the service could use, spread as it is, until its first server is full; infinite where nothing tells. */
    public double reach() {
        return first.map(OnServer::reach).orElse(Double.POSITIVE_INFINITY);
    }

    /** In cores: what the service could use: no more than is open to it, and no more than its weights can use of that. */
    public double usable() {
        return Math.min(open, reach());
    }

    /**
     * That of its hottest server, or, where loans to other services leave it less than that, that of all it has together: a loan
     * is called back when the service as a whole is short, not for one server that is shared.
     */
    public Utilization utilization() {
        Utilization whole = whole();
        return hottest.map(OnServer::utilization)
                .filter(hottest -> hottest.compareTo(whole) > 0)
                .orElse(whole);
    }

    /** What all containers use of what is open to them together; what uses nothing is not hot. */
    public Utilization whole() {
        return used > 0 ? Utilization.of(used, open) : new Utilization(0);
    }

    /** The server that is full first when demand grows; empty where nothing tells how connections are spread. */
    public Optional<OnServer> first() {
        return first;
    }

    /** Where it uses most of what it is entitled to; empty where nothing serves. */
    public Optional<OnServer> hottest() {
        return hottest;
    }

    /** In order of server. */
    public List<OnServer> byServer() {
        return byServer;
    }

    private static OnServer together(List<Part> parts) {
        RealServer server = parts.getFirst().server();
        List<Container> containers = parts.stream().map(Part::container).toList();
        double share = parts.stream().mapToDouble(Part::share).sum();
        double limit = parts.stream().mapToDouble(Part::limit).sum();
        double open = Cores.openTo(containers, server);
        double entitled = Cores.entitled(containers, server);
        return new OnServer(server, containers, Math.min(open, limit), Math.min(entitled, limit), share, limit < open);
    }

    /** Whether containers on some server could not use more if it had more free. */
    boolean areLimited() {
        return byServer.stream().anyMatch(OnServer::isLimited);
    }

    /** Cores that what serves at {@code spot} can use at most, whatever its server has; infinite where only the server limits it. */
    public double limit(Spot spot) {
        return all.stream()
                .filter(p -> p.spot().equals(spot))
                .mapToDouble(Part::limit)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** The part of new connections that goes to {@code spot}, 0..1. */
    double share(Spot spot) {
        return all.stream()
                .filter(p -> p.spot().equals(spot))
                .mapToDouble(Part::share)
                .sum();
    }

    /** As if nothing served at {@code spot}: what it gets goes to the others by their shares. */
    public Parts without(Spot spot) {
        double gone = all.stream()
                .filter(p -> p.spot().equals(spot))
                .mapToDouble(Part::share)
                .sum();
        double rest = 1 - gone;
        return new Parts(all.stream()
                .filter(p -> !p.spot().equals(spot))
                .map(p -> new Part(p.spot(), p.server(), p.container(), rest > 0 ? p.share() / rest : 0, p.limit()))
                .toList());
    }
}

package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Measures services.
 *
 * <p>Utilization is what the serving containers use over what they use and what is free on their servers. The cost of a
 * connection is what they use over the connections that the directors send them; capacity is what is open to them over that
 * cost. Where nothing can be measured, or the processors are saturated and the cost seems too low, the last
 * good cost counts if it is higher.
 * A destination that no known container carries counts as serving, but its capacity is unknown, so it and its share of
 * the demand are left out of the numbers.
 */
final class ServiceAssessor {
    /** Below this many connections a second the cost of one cannot be measured. */
    private static final double LEAST_RATE = 0.1;
    /** A server above this is believed to have no processor time left. */
    private static final double SATURATED = 0.95;

    private final ClusterSnapshot snapshot;
    private final Set<ServerId> failed;
    /** Destinations whose container does not serve for the hold time. */
    private final Set<Spot> dead;

    ServiceAssessor(ClusterSnapshot snapshot, Set<ServerId> failed, Set<Spot> dead) {
        this.snapshot = snapshot;
        this.failed = failed;
        this.dead = dead;
    }

    ServiceView view(VirtualService service, DemandHistory history) {
        List<Site> sites = sites(service);
        List<Site> serving =
                sites.stream().filter(s -> s.is(Site.State.SERVING)).toList();
        Map<ServerId, List<Site.Carrier.Known>> byServer = serving.stream()
                .flatMap(s -> s.known().stream())
                .collect(Collectors.groupingBy(k -> k.server().id(), TreeMap::new, Collectors.toList()));
        double cores = 0;
        double used = 0;
        for (List<Site.Carrier.Known> carriers : byServer.values()) {
            List<Container> containers =
                    carriers.stream().map(Site.Carrier.Known::container).toList();
            used += Cores.used(containers);
            cores += Cores.openTo(containers, carriers.getFirst().server());
        }
        double demand =
                service.demand().fresh().map(d -> d.connectionsPerSecond()).orElse(0.0);
        double all = rate(sites);
        double unknown =
                rate(sites.stream().filter(s -> s.is(Site.State.UNKNOWN)).toList());
        double served = all > 0 ? demand * rate(serving) / all : serving.size() == sites.size() ? demand : 0;
        double lowest = served >= LEAST_RATE && used > 0 ? used / served : 0;
        double good = all > 0 ? unsaturatedCost(serving, demand / all) : 0;
        double unitCost = good > 0 ? good : Math.max(lowest, history.unitCost());
        return new ServiceView(service, sites, all > 0 ? demand * (1 - unknown / all) : demand, unitCost, used, cores);
    }

    /**
     * The cost where it can be measured truly: where processor time is free. On a saturated server connections wait, and the
     * cost of one seems lower than it is.
     *
     * @param scale demand for each connection a second that the directors counted at destinations
     */
    private static double unsaturatedCost(List<Site> serving, double scale) {
        double used = 0;
        double rate = 0;
        for (Site site : serving) {
            Optional<Site.Carrier.Known> known = site.known()
                    .filter(k -> k.server()
                            .load()
                            .fresh()
                            .filter(load -> load.cpu().fraction() < SATURATED)
                            .isPresent());
            if (known.isPresent()) {
                used += known.get().container().used().cpu();
                rate += site.rate() * scale;
            }
        }
        return rate >= LEAST_RATE && used > 0 ? used / rate : 0;
    }

    private static double rate(List<Site> sites) {
        return sites.stream().mapToDouble(Site::rate).sum();
    }

    private List<Site> sites(VirtualService service) {
        SortedMap<Endpoint, Map<DirectorId, Destination>> byEndpoint = new TreeMap<>();
        for (Director director : snapshot.directors()) {
            director.table()
                    .fresh()
                    .flatMap(table -> table.entry(service.address()))
                    .map(TableEntry::destinations)
                    .orElse(List.of())
                    .forEach(d -> byEndpoint
                            .computeIfAbsent(d.endpoint(), _ -> new TreeMap<>())
                            .put(director.id(), d));
        }
        return byEndpoint.entrySet().stream()
                .map(e -> site(new Spot(service.id(), e.getKey()), e.getValue()))
                .toList();
    }

    private Site site(Spot spot, Map<DirectorId, Destination> entries) {
        Site.Carrier carrier = snapshot.containerAt(spot.service(), spot.endpoint())
                .flatMap(c ->
                        snapshot.server(c.id().server()).<Site.Carrier>map(server -> new Site.Carrier.Known(server, c)))
                .orElseGet(Site.Carrier.Unmanaged::new);
        boolean live =
                entries.values().stream().anyMatch(d -> !d.spec().weight().isQuiesced());
        return new Site(spot, carrier, state(spot, carrier, live), entries);
    }

    private Site.State state(Spot spot, Site.Carrier carrier, boolean live) {
        return switch (carrier) {
            case Site.Carrier.Unmanaged() -> live ? Site.State.UNKNOWN : Site.State.QUIESCED;
            case Site.Carrier.Known(RealServer server, Container container) -> {
                if (failed.contains(server.id()) || dead.contains(spot)) {
                    yield Site.State.FAILED;
                }
                if (!live) {
                    yield Site.State.QUIESCED;
                }
                if (!server.isMeasured()) {
                    yield Site.State.UNKNOWN;
                }
                yield FaultDetector.serves(container) ? Site.State.SERVING : Site.State.BROKEN;
            }
        };
    }
}

package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.demand.CostReading;
import dev.headroom.ma2scf.demand.CostReadings;
import dev.headroom.ma2scf.demand.UnitCost;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.sharing.memory.DemandHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measures services.
 *
 * <p>Utilization is that of the hottest server: what the serving containers use there over what is open to them there. The cost of
 * a connection is what all of them use over the connections that the directors send them. Capacity is what they could use, spread as
 * their weights spread connections, until the first of their servers is full ({@link Parts}), over that cost: see {@link UnitCost}
 * for how it is learned.
 * A destination that no known container carries counts as serving, but its capacity is unknown, so it and its share of
 * the demand are left out of the numbers.
 */
final class ServiceMeter {
    /** Below this many connections a second the cost of one cannot be measured. */
    private static final double LEAST_RATE = 0.1;
    /** A server above this is believed to have no processor time left. */
    private static final double SATURATED = 0.95;

    private final ClusterSnapshot snapshot;
    /** Destinations that have failed for long enough. */
    private final Set<Spot> dead;

    ServiceMeter(ClusterSnapshot snapshot, Set<Spot> dead) {
        this.snapshot = snapshot;
        this.dead = dead;
    }

    /**
     * One service in numbers.
     *
     * @param settled whether this snapshot was taken after the last plan on the service had ended: else nothing is learned of it
     */
    ServiceView view(VirtualService service, DemandHistory history, boolean settled) {
        List<Site> sites = sites(service);
        List<Site> serving =
                sites.stream().filter(s -> s.is(Site.State.SERVING)).toList();
        double demand =
                service.demand().fresh().map(d -> d.connectionsPerSecond()).orElse(0.0);
        double all = rate(sites);
        double unknown =
                rate(sites.stream().filter(s -> s.is(Site.State.UNKNOWN)).toList());
        double served = all > 0 ? demand * rate(serving) / all : serving.size() == sites.size() ? demand : 0;
        Optional<CostReading> reading = all > 0 ? reading(serving, demand / all) : Optional.empty();
        boolean learns = settled || history.costs().readings().isEmpty();
        CostReadings costs =
                reading.filter(_ -> learns).map(history.costs()::with).orElse(history.costs());
        double lowest = reading.isEmpty() && served >= LEAST_RATE ? used(serving) / served : 0;
        UnitCost cost = UnitCost.of(costs, service.cost(), history.unitCost(), lowest);
        Parts parts = parts(service, serving, cost);
        return new ServiceView(
                service, sites, all > 0 ? demand * (1 - unknown / all) : demand, cost, costs, parts, parts.usable());
    }

    private Parts parts(VirtualService service, List<Site> serving, UnitCost cost) {
        Map<Spot, Double> shares = new Shares(serving, schedulers(service)).bySpot();
        return new Parts(serving.stream()
                .flatMap(site -> site.known().stream()
                        .map(k -> new Parts.Part(
                                site.spot(),
                                k.server(),
                                k.container(),
                                shares.getOrDefault(site.spot(), 0.0),
                                limit(service, cost))))
                .toList());
    }

    /** In cores: what the connections take that a container can carry by the cluster file. */
    private static double limit(VirtualService service, UnitCost cost) {
        return cost.cpu() > 0
                ? service.limits().containerLimit().orElse(Double.POSITIVE_INFINITY) * cost.cpu()
                : Double.POSITIVE_INFINITY;
    }

    private static double used(List<Site> serving) {
        return serving.stream()
                .flatMap(site -> site.known().stream())
                .mapToDouble(k -> k.container().used().cpu())
                .sum();
    }

    /**
     * Of the directors whose weights count: those that can be changed, where there are any. No loan helps the clients of one that
     * does not take it.
     */
    private Map<DirectorId, Scheduler> schedulers(VirtualService service) {
        Map<DirectorId, Scheduler> schedulers = new TreeMap<>();
        List<Director> changeable = snapshot.changeable(service);
        for (Director director : changeable.isEmpty() ? snapshot.directors() : changeable) {
            director.table()
                    .fresh()
                    .flatMap(table -> table.entry(service.address()))
                    .ifPresent(entry -> schedulers.put(director.id(), entry.scheduler()));
        }
        return schedulers;
    }

    /**
     * What was sent and used where the cost can be measured truly: where processor time is free. On a saturated server
     * connections wait, what the director sends it is more than it serves, and the cost of one seems lower than it is.
     *
     * @param scale demand for each connection a second that the directors counted at destinations
     */
    private static Optional<CostReading> reading(List<Site> serving, double scale) {
        double cpu = 0;
        double network = 0;
        double rate = 0;
        for (Site site : serving) {
            Optional<Site.Carrier.Known> known = site.known()
                    .filter(k -> k.server()
                            .load()
                            .fresh()
                            .filter(load -> load.cpu().fraction() < SATURATED)
                            .isPresent());
            if (known.isPresent()) {
                cpu += known.get().container().used().cpu();
                network += known.get().container().used().network();
                rate += site.rate() * scale;
            }
        }
        return rate >= LEAST_RATE && cpu > 0 ? Optional.of(new CostReading(rate, cpu, network)) : Optional.empty();
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
                if (dead.contains(spot)) {
                    yield Site.State.FAILED;
                }
                if (!live) {
                    yield Site.State.QUIESCED;
                }
                if (!server.isMeasured() || container.state() == ContainerState.UNKNOWN) {
                    yield Site.State.UNKNOWN;
                }
                yield FaultDetector.serves(container) ? Site.State.SERVING : Site.State.BROKEN;
            }
        };
    }
}

package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.demand.CostReadings;
import dev.headroom.ma2scf.demand.UnitCost;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One service in numbers, from one snapshot. See decision 0021.
 *
 * @param sites in order of endpoint
 * @param measuredDemand connections a second asked of those sites that can be measured or are known dead; what goes to sites
 *     of unknown capacity is left out, and so is their capacity
 * @param cost what one connection costs, and how that is known
 * @param costs what the cost was learned from, this snapshot included
 * @param parts how its connections are spread over what serves
 * @param cores that it could use, spread so, until the first of its servers is full
 */
public record ServiceView(
        VirtualService service,
        List<Site> sites,
        double measuredDemand,
        UnitCost cost,
        CostReadings costs,
        Parts parts,
        double cores) {

    /** In cores: what containers use that wait for clients. */
    private static final double IDLE = 0.01;

    public ServiceView {
        sites = List.copyOf(sites);
    }

    public ServiceId id() {
        return service.id();
    }

    public List<Site> in(Site.State state) {
        return sites.stream().filter(s -> s.is(state)).toList();
    }

    /** Sites that get new connections and are not known to be dead. */
    public int alive() {
        return in(Site.State.SERVING).size() + in(Site.State.UNKNOWN).size();
    }

    /** Sites that are known to serve, or carried by no container we know; one that only may serve does not count. */
    public int confirmed() {
        return serving()
                + (int) in(Site.State.UNKNOWN).stream()
                        .filter(s -> s.known().isEmpty())
                        .count();
    }

    public int serving() {
        return in(Site.State.SERVING).size();
    }

    /** What must stay alive whatever happens: the minimum of the cluster file, but at least one. */
    public int leastAlive() {
        return Math.max(1, service.minimum());
    }

    /** Cores for each connection a second; 0 where unknown. */
    public double unitCost() {
        return cost.cpu();
    }

    /** Bytes a second for each connection a second; 0 where unknown. */
    public double networkCost() {
        return cost.network();
    }

    /** Processor use of the serving containers. */
    public double usedCores() {
        return parts.used();
    }

    public boolean demandIsKnown() {
        return service.demand().fresh().isPresent();
    }

    /** All demand now, connections a second; 0 where unknown. */
    public double demand() {
        return service.demand().fresh().map(Demand::connectionsPerSecond).orElse(0.0);
    }

    /** Whether utilization means anything. */
    public boolean isMeasured() {
        return demandIsKnown() && serving() > 0;
    }

    /** See {@link Parts#utilization()}. */
    public Utilization utilization() {
        return parts.utilization();
    }

    /**
     * Whether its hottest server is above {@code limit}. A service without clients that uses nothing is not short of
     * anything, even if loans leave nothing open to it.
     */
    boolean isAbove(Utilization limit) {
        return isMeasured() && isWanted() && utilization().compareTo(limit) > 0;
    }

    boolean isWanted() {
        return demand() > 0 || usedCores() >= IDLE;
    }

    /** Connections a second that directors send to {@code site}; 0 where unknown. */
    double rateOf(Site site) {
        double all = sites.stream().mapToDouble(Site::rate).sum();
        return all > 0 ? demand() * site.rate() / all : 0;
    }

    /** Connections a second that the serving containers could carry; 0 where the cost of one is unknown. */
    public double capacity() {
        return unitCost() > 0 ? cores / unitCost() : 0;
    }

    /** This view where what is asked now is all that can be carried, however much of its servers is free. */
    public ServiceView asFull() {
        return new ServiceView(
                service, sites, measuredDemand, cost, costs, parts, Math.min(cores, measuredDemand * unitCost()));
    }

    /** Connections a second that directors send to the container that gets most; 0 where unknown. */
    public double greatestRate() {
        return in(Site.State.SERVING).stream().mapToDouble(this::rateOf).max().orElse(0);
    }

    /** What is missing to be at {@code target} everywhere, connections a second. */
    public double deficit(double target) {
        return unitCost() > 0 ? Math.max(0, measuredDemand / target - capacity()) : 0;
    }

    public Set<ZoneId> zonesOf(Site.State state) {
        return in(state).stream()
                .flatMap(s -> s.known().stream())
                .map(k -> k.server().zone())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a home container of this service serves on {@code server}. */
    public boolean isAtHomeOn(RealServer server) {
        return in(Site.State.SERVING).stream()
                .filter(s -> !s.isLoan())
                .flatMap(s -> s.known().stream())
                .anyMatch(k -> k.server().id().equals(server.id()));
    }

    /** What {@link #cores} would be if nothing served at any of {@code gone}. */
    public double coresWithout(Set<Spot> gone) {
        Parts rest = parts;
        for (Spot spot : gone) {
            rest = rest.without(spot);
        }
        return rest.usable();
    }
}

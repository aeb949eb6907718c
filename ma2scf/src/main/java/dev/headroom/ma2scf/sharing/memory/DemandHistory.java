package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.demand.CostReadings;
import dev.headroom.ma2scf.model.ContainerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was last measured of a service's demand, kept for the time when nothing can be measured any more.
 *
 * @param demand last good demand, connections a second
 * @param unitCost last good cost, cores for each connection a second; 0 if it was never measured
 * @param costs what the cost is learned from; a change of the cluster does not make these wrong, so they outlive it
 * @param limits what single containers were seen to carry at most; they outlive a change, too
 * @param peaks samples that may still be the greatest of the window, demand falling with time
 */
public record DemandHistory(
        double demand,
        double unitCost,
        CostReadings costs,
        SortedMap<ContainerId, SeenLimit> limits,
        List<Sample> peaks) {
    public static final DemandHistory NONE = new DemandHistory(0, 0, CostReadings.NONE, List.of());

    public DemandHistory {
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        peaks = List.copyOf(peaks);
    }

    /** Of a service of which no container was seen at its limit. */
    public DemandHistory(double demand, double unitCost, CostReadings costs, List<Sample> peaks) {
        this(demand, unitCost, costs, Collections.emptySortedMap(), peaks);
    }

    /** One measured demand, connections a second. */
    public record Sample(Instant at, double demand) {}

    /** The greatest demand of the window; 0 if there is no sample. */
    public double greatest() {
        return peaks.isEmpty() ? 0 : peaks.getFirst().demand();
    }

    /**
     * This history with one more sample. Samples older than {@code window} and those that a later one exceeds are dropped, so
     * the list stays short and its head is the greatest.
     *
     * @param newUnitCost 0 keeps the last good one
     */
    public DemandHistory with(
            Instant now, double newDemand, double newUnitCost, CostReadings newCosts, Duration window) {
        List<Sample> next = new ArrayList<>(peaks);
        next.removeIf(s -> s.at().isBefore(now.minus(window)) || s.demand() <= newDemand);
        next.add(new Sample(now, newDemand));
        return new DemandHistory(newDemand, newUnitCost > 0 ? newUnitCost : unitCost, newCosts, limits, next);
    }

    /** This history with an empty window: what was measured before a change says nothing about the time after it. */
    DemandHistory restarted() {
        return new DemandHistory(demand, unitCost, costs, limits, List.of());
    }

    /** This history, in which no limit was seen after {@code now}. */
    DemandHistory notAfter(Instant now) {
        SortedMap<ContainerId, SeenLimit> next = new TreeMap<>(limits);
        next.replaceAll((_, limit) -> limit.notAfter(now));
        return withLimits(next);
    }

    /** This history with other limits of containers. */
    public DemandHistory withLimits(SortedMap<ContainerId, SeenLimit> next) {
        return new DemandHistory(demand, unitCost, costs, next, peaks);
    }
}

package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.demand.CostReadings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was last measured of a service's demand, kept for the time when nothing can be measured any more.
 *
 * @param demand last good demand, connections a second
 * @param unitCost last good cost, cores for each connection a second; 0 if it was never measured
 * @param costs what the cost is learned from; a change of the cluster does not make these wrong, so they outlive it
 * @param peaks samples that may still be the greatest of the window, demand falling with time
 */
public record DemandHistory(double demand, double unitCost, CostReadings costs, List<Sample> peaks) {
    public static final DemandHistory NONE = new DemandHistory(0, 0, CostReadings.NONE, List.of());

    public DemandHistory {
        peaks = List.copyOf(peaks);
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
        return new DemandHistory(newDemand, newUnitCost > 0 ? newUnitCost : unitCost, newCosts, next);
    }

    /** This history with an empty window: what was measured before a change says nothing about the time after it. */
    DemandHistory restarted() {
        return new DemandHistory(demand, unitCost, costs, List.of());
    }
}

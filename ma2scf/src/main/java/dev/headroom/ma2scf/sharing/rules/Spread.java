package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.sharing.facts.Cores;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.writing.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the load of one service is spread over its containers, and which weights of its loans would spread it best: those at which
 * the hottest container is as cool as it can be, homes and what somebody else has set keeping their weights.
 *
 * @param carriers what serves, in order of site
 * @param asked cores that all demand on them takes
 */
record Spread(List<Carrier> carriers, double asked) {
    Spread {
        carriers = List.copyOf(carriers);
    }

    /**
     * One container that serves.
     *
     * @param open cores that are open to it, its fair share of the server at least: if it gave way to busy neighbours it would seem
     *     as hot with less and less, and lose everything to its loans step by step
     * @param allowed cores that it may use: a loan no more than its lender can spare, and less than it uses where that is in its reserve
     * @param adjustable whether it is a loan whose weights this installation has set; what somebody else has set is theirs
     */
    record Carrier(Site site, Site.Carrier.Known known, double open, double allowed, boolean adjustable) {
        double used() {
            return known.container().used().cpu();
        }

        /** 0..1; what has no core open to it and uses none is not hot. */
        double utilization() {
            return open > 0 ? used() / open : 0;
        }

        /** The part of what it uses that it should not; 0 for a home. */
        double excess() {
            return used() > 0 ? Math.max(0, 1 - allowed / used()) : 0;
        }

        private int weightOn(DirectorId director) {
            return Optional.ofNullable(site.entries().get(director))
                    .map(d -> d.spec().weight().value())
                    .orElse(0);
        }
    }

    /**
     * New weights on one director.
     *
     * @param weights of loans, in order of spot
     * @param heat what the hottest container would be at, as a part of what it is at with the weights of now
     */
    record Weighing(SortedMap<Spot, Weight> weights, double heat) {}

    static Spread of(ServiceView view, Round round) {
        Situation situation = round.situation();
        Map<ServerId, Double> lendable = new TreeMap<>();
        for (Lender lender : round.lenders()) {
            lendable.put(lender.server(), lender.lendable().cpu());
        }
        List<Carrier> carriers = new ArrayList<>();
        for (Site site : view.in(Site.State.SERVING)) {
            site.known().ifPresent(known -> {
                double open = Math.min(
                        Cores.openTo(List.of(known.container()), known.server()),
                        view.parts().limit(site.spot()));
                double spare = lendable.getOrDefault(known.server().id(), 0.0);
                double allowed =
                        Math.max(0, known.container().used().cpu() + spare - round.usedOfReserve(known.server()));
                carriers.add(new Carrier(
                        site,
                        known,
                        open,
                        site.isLoan() ? Math.min(open, allowed) : open,
                        site.isLoan() && situation.hasOurWeights(site)));
            });
        }
        return new Spread(carriers, view.measuredDemand() * view.unitCost());
    }

    /** The loan of ours that takes the greatest part of what it uses from its lender's reserve; empty where none takes any. */
    Optional<Carrier> mostExcessive() {
        return carriers.stream()
                .filter(carrier -> carrier.adjustable() && carrier.excess() > 0)
                .max(Comparator.comparingDouble(Carrier::excess)
                        .thenComparing(c -> c.site().spot(), Comparator.reverseOrder()));
    }

    /** The least use of a loan of ours, 0..1; 1 where there is none. */
    double coolestLoan() {
        return carriers.stream()
                .filter(Carrier::adjustable)
                .mapToDouble(Carrier::utilization)
                .min()
                .orElse(1);
    }

    double hottest() {
        return carriers.stream().mapToDouble(Carrier::utilization).max().orElse(0);
    }

    /**
     * The best weights on {@code director}; empty where weights are no shares, or no loan of ours or nothing else is there.
     *
     * @param entry the service's entry there
     */
    Optional<Weighing> best(Director director, TableEntry entry) {
        List<Carrier> loans = carriers.stream().filter(Carrier::adjustable).toList();
        List<Carrier> others = carriers.stream().filter(c -> !c.adjustable()).toList();
        // load for each core goes as weight for each core: no home may be hotter than a loan has to be
        double perCore = others.stream()
                .filter(home -> home.open() > 0)
                .mapToDouble(home -> home.weightOn(director.id()) / home.open())
                .max()
                .orElse(0);
        boolean shares = entry.scheduler().weightUse() == Scheduler.WeightUse.SHARE;
        if (!shares || loans.isEmpty() || perCore <= 0) {
            return Optional.empty();
        }
        double homeWeight =
                others.stream().mapToDouble(h -> h.weightOn(director.id())).sum();
        double spare = loans.stream().mapToDouble(Carrier::allowed).sum();
        // where all of them are not enough, no loan gets more than its lender can spare
        double each = asked > spare ? Math.min(perCore, homeWeight / (asked - spare)) : perCore;
        List<Weight> rounded = loans.stream()
                .map(loan -> new Weight((int) Math.clamp(Math.floor(loan.allowed() * each), 1, Weights.MOST)))
                .toList();
        List<Double> most = loans.stream().map(Carrier::allowed).toList();
        List<Weight> spared = Weights.spared(rounded, most, asked, (long) homeWeight);
        SortedMap<Spot, Weight> weights = new TreeMap<>();
        for (int i = 0; i < loans.size(); i++) {
            weights.put(loans.get(i).site().spot(), spared.get(i));
        }
        double before = heat(director.id(), Map.of());
        return before > 0
                ? Optional.of(new Weighing(weights, heat(director.id(), weights) / before))
                : Optional.empty();
    }

    /** The greatest part of all connections for each core that is open, with some weights changed. */
    private double heat(DirectorId director, Map<Spot, Weight> changed) {
        return carriers.stream()
                .filter(c -> c.open() > 0)
                .mapToDouble(c -> share(c, director, changed) / c.open())
                .max()
                .orElse(0);
    }

    /** The part of all connections that {@code carrier} gets on {@code director} with some weights changed, 0..1. */
    double share(Carrier carrier, DirectorId director, Map<Spot, Weight> changed) {
        long all =
                carriers.stream().mapToLong(c -> weight(c, director, changed)).sum();
        return all > 0 ? (double) weight(carrier, director, changed) / all : 0;
    }

    /** What {@code carrier} would get on {@code director}, as a part of what it gets there now; 1 where it gets nothing. */
    double part(Carrier carrier, DirectorId director, Weighing next) {
        double now = share(carrier, director, Map.of());
        return now > 0 ? share(carrier, director, next.weights()) / now : 1;
    }

    private static int weight(Carrier carrier, DirectorId director, Map<Spot, Weight> changed) {
        return Optional.ofNullable(changed.get(carrier.site().spot()))
                .map(Weight::value)
                .orElseGet(() -> carrier.weightOn(director));
    }

    /** Hottest first. */
    List<Carrier> byHeat() {
        return carriers.stream()
                .sorted(Comparator.comparingDouble((Carrier c) -> -c.utilization())
                        .thenComparing(c -> c.site().spot()))
                .toList();
    }
}

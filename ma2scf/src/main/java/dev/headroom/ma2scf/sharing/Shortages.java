package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.Director;
import java.util.ArrayList;
import java.util.List;

/** What the rules that ask for a loan have in common. */
final class Shortages {
    private Shortages() {}

    /** Why no loan can be given to {@code view} whoever lends; empty if one can. Every table is fresh and has the service. */
    static List<String> obstacles(ServiceView view, Situation situation) {
        List<String> obstacles = new ArrayList<>();
        for (Director director : situation.snapshot().directors()) {
            director.entry(view.service().address())
                    .flatMap(entry -> Newcomers.obstacle(view, director.id(), entry))
                    .ifPresent(obstacles::add);
        }
        return obstacles;
    }

    /** One for each director, where there are no {@link #obstacles}. */
    static List<Newcomers> newcomers(ServiceView view, Situation situation) {
        return situation.snapshot().directors().stream()
                .flatMap(director -> director
                        .entry(view.service().address())
                        .map(entry -> Newcomers.on(view, director.id(), entry, situation.memory()))
                        .stream())
                .toList();
    }

    /** What there is to say about a service in numbers. */
    static List<String> measured(ServiceView view, Situation situation, double deficit) {
        List<String> reasons = new ArrayList<>();
        if (view.isMeasured()) {
            reasons.add("%s uses %s of the %s open to it, %s; the limit is %s."
                    .formatted(
                            view.id(),
                            Wording.cores(view.usedCores()),
                            Wording.cores(view.cores()),
                            view.utilization(),
                            situation.policy().overloadAt()));
        }
        if (view.unitCost() > 0 && deficit > 0) {
            reasons.add("It is asked %s and can carry %s; %s more is looked for."
                    .formatted(
                            Wording.rate(view.measuredDemand()), Wording.rate(view.capacity()), Wording.rate(deficit)));
            reasons.add(view.cost().sentence());
        }
        return reasons;
    }
}

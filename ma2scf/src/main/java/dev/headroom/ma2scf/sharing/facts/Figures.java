package dev.headroom.ma2scf.sharing.facts;

import java.util.ArrayList;
import java.util.List;

/** A service in numbers, in sentences. */
public final class Figures {
    private Figures() {}

    /** What there is to say about a service in numbers. */
    public static List<String> of(ServiceView view, Situation situation, double deficit) {
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

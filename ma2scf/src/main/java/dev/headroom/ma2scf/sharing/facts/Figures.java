package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Utilization;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A service in numbers, in sentences. */
public final class Figures {
    private Figures() {}

    private static final int NAMES = 3;

    /** What there is to say about a service in numbers; what cannot be measured is said first, for it is in no number. */
    public static List<String> of(ServiceView view, Situation situation, double deficit) {
        List<Site> unmeasured = view.in(Site.State.UNKNOWN);
        boolean whole = unmeasured.isEmpty();
        List<String> reasons = new ArrayList<>();
        if (!whole && (view.isMeasured() || deficit > 0)) {
            reasons.add(partial(view, unmeasured));
        }
        if (view.isMeasured()) {
            reasons.add("%s uses %s of the %s open to it%s, %s; the limit is %s."
                    .formatted(
                            view.id(),
                            Wording.cores(view.usedCores()),
                            Wording.cores(view.cores()),
                            whole ? "" : " where that can be measured",
                            view.utilization(),
                            situation.policy().overloadAt()));
        }
        if (view.unitCost() > 0 && deficit > 0) {
            reasons.add("%s %s and can carry %s; %s more is looked for, so that it uses %s."
                    .formatted(
                            whole ? "It is asked" : "What can be measured is asked",
                            Wording.rate(view.measuredDemand()),
                            Wording.rate(view.capacity()),
                            Wording.rate(deficit),
                            new Utilization(situation.target())));
            reasons.add(view.cost().sentence());
        }
        return reasons;
    }

    private static String partial(ServiceView view, List<Site> unmeasured) {
        int all = view.alive();
        String names = unmeasured.stream()
                .limit(NAMES)
                .map(site -> site.endpoint()
                        + site.known().map(k -> " on " + k.server().id()).orElse(""))
                .collect(Collectors.joining(", "));
        String more = unmeasured.size() > NAMES ? " and %d more".formatted(unmeasured.size() - NAMES) : "";
        return "Only %d of the %d destinations of %s that get connections can be measured, not %s%s: use, capacity and forecast are of the measured part alone%s."
                .formatted(
                        all - unmeasured.size(),
                        all,
                        view.id(),
                        names,
                        more,
                        view.demandIsKnown() ? ", while all of it is asked " + Wording.rate(view.demand()) : "");
    }
}

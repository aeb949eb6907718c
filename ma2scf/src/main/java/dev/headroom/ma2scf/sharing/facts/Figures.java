package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Utilization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A service in numbers, in sentences. */
public final class Figures {
    private Figures() {}

    private static final int NAMES = 3;
    /** A difference of half a point is none. */
    private static final double NOISE = 0.005;
    /** A spread that wastes less than a twentieth is even. */
    private static final double EVEN = 0.95;

    /** What there is to say about a service in numbers; what cannot be measured is said first, for it is in no number. */
    public static List<String> of(ServiceView view, Situation situation, double deficit) {
        List<Site> unmeasured = view.in(Site.State.UNKNOWN);
        boolean whole = unmeasured.isEmpty();
        List<String> reasons = new ArrayList<>();
        if (!whole && (view.isMeasured() || deficit > 0)) {
            reasons.add(partial(view, unmeasured));
        }
        if (view.isMeasured()) {
            reasons.add(use(view, situation.policy().overloadAt(), whole));
        }
        if (view.unitCost() > 0 && deficit > 0) {
            reasons.add("%s %s and can carry %s; %s more is looked for, so that it uses %s."
                    .formatted(
                            whole ? "It is asked" : "What can be measured is asked",
                            Wording.rate(view.measuredDemand()),
                            Wording.rate(view.capacity()),
                            Wording.rate(deficit),
                            new Utilization(situation.target())));
            uneven(view).ifPresent(reasons::add);
            reasons.add(view.cost().sentence());
        }
        reasons.addAll(limits(view));
        return reasons;
    }

    /** What its containers can carry where that is less than their servers have free. */
    private static List<String> limits(ServiceView view) {
        return view.parts().areLimited()
                ? view.service().limits().containerLimit().stream()
                        .map(limit -> "A container of %s carries %s at most, by the cluster file."
                                .formatted(view.id(), Wording.rate(limit)))
                        .toList()
                : List.of();
    }

    private static String use(ServiceView view, Utilization limit, boolean isWhole) {
        String hottest = view.parts()
                .hottest()
                .filter(part -> part.utilization().fraction()
                        > view.usedCores() / view.parts().open() + NOISE)
                .map(part -> " and most on %s: %s of %s,"
                        .formatted(part.server().id(), Wording.cores(part.used()), Wording.cores(part.entitled())))
                .orElse("");
        return "%s uses %s of the %s %s%s,%s %s; the limit is %s."
                .formatted(
                        view.id(),
                        Wording.cores(view.usedCores()),
                        Wording.cores(view.parts().open()),
                        view.parts().areLimited() ? "that its containers can make use of" : "open to it",
                        isWhole ? "" : " where that can be measured",
                        hottest,
                        view.utilization(),
                        limit);
    }

    /** Why it cannot use all that is open to it, where that is so. */
    private static Optional<String> uneven(ServiceView view) {
        double open = view.parts().open();
        return view.parts()
                .first()
                .filter(_ -> view.cores() < open * EVEN)
                .map(first ->
                        "Its weights send %s of its new connections to %s, where %s are open to it: that is full first, and the rest of the %s that are open to it in all cannot be used."
                                .formatted(
                                        new Utilization(first.share()),
                                        first.server().id(),
                                        Wording.cores(first.entitled()),
                                        Wording.cores(open)));
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

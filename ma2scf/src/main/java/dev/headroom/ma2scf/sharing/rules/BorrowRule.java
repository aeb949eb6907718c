package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Figures;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.lending.LenderSearch;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.memory.SeenLimit;
import dev.headroom.ma2scf.sharing.writing.Newcomers;
import dev.headroom.ma2scf.sharing.writing.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** An overloaded service takes a loan of {@code demand / target - capacity}, unless its load falls so that none is needed when it would help. */
final class BorrowRule implements Rule {
    @Override
    public PlanKind kind() {
        return PlanKind.BORROW;
    }

    @Override
    public boolean mayActInPart() {
        return true;
    }

    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        Situation situation = round.situation();
        boolean isShort = situation.isOverloaded(view) && situation.calm(view).isEmpty();
        return isShort || !situation.strained(view).isEmpty()
                ? Optional.of((now, _) -> Optional.of(borrow(view, now)))
                : Optional.empty();
    }

    private static Outcome borrow(ServiceView seen, Round round) {
        Situation situation = round.situation();
        SortedMap<ContainerId, SeenLimit> strained = situation.strained(seen);
        ServiceView view = strained.isEmpty() ? seen : seen.asFull();
        double deficit = view.deficit(situation.target());
        List<String> reasons = new ArrayList<>(Figures.of(seen, situation, strained.isEmpty() ? deficit : 0));
        if (!strained.isEmpty()) {
            reasons.add("It is asked %s, and that is all it can carry; %s more is looked for."
                    .formatted(Wording.rate(view.measuredDemand()), Wording.rate(deficit)));
            reasons.add(view.cost().sentence());
        }
        strained.forEach((container, limit) -> reasons.add(
                "%s has processor time left on its server and can serve no more than the %s that it gets: %s."
                        .formatted(container, Wording.rate(limit.rate()), limit.sign())));
        List<String> obstacles = Newcomers.obstacles(view, situation);
        if (view.unitCost() <= 0 || deficit <= 0) {
            reasons.add(
                    view.unitCost() <= 0
                            ? "What one connection costs cannot be measured, so it is unknown how much is missing."
                            : "By its weights no server of it should be above %s, so a loan would not cool the hottest one: clients that return to it, or other work in the container, keep it busy."
                                    .formatted(new Utilization(situation.target())));
            return new Outcome.Settled(new Verdict.Undecided(view.id(), reasons));
        }
        if (!obstacles.isEmpty()) {
            reasons.addAll(obstacles);
            return new Outcome.Settled(new Verdict.Undecided(view.id(), reasons));
        }
        LenderSearch search = new LenderSearch(round);
        List<Newcomers> newcomers = Newcomers.of(view, situation);
        Request.Need all = search.need(view, deficit, 0);
        Request.Need need = strained.isEmpty() ? all : all.atMost(view.greatestRate());
        Request request = search.request(view, view.service().priority(), need, Set.of(), newcomers, false);
        return new Outcome.Lacking(
                new Shortage(PlanKind.BORROW, view, request, newcomers, List.of(), List.of(), reasons));
    }
}

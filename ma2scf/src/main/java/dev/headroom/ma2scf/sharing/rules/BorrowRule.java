package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Figures;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.LenderSearch;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.writing.Newcomers;
import dev.headroom.ma2scf.sharing.writing.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        return round.situation().isOverloaded(view)
                        && round.situation().calm(view).isEmpty()
                ? Optional.of((now, _) -> Optional.of(borrow(view, now)))
                : Optional.empty();
    }

    private static Outcome borrow(ServiceView view, Round round) {
        Situation situation = round.situation();
        double deficit = view.deficit(situation.target());
        List<String> reasons = new ArrayList<>(Figures.of(view, situation, deficit));
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
        Request.Need need = search.need(view, deficit, 0);
        Request request = search.request(view, view.service().priority(), need, Set.of(), newcomers, false);
        return new Outcome.Lacking(
                new Shortage(PlanKind.BORROW, view, request, newcomers, List.of(), List.of(), reasons));
    }
}

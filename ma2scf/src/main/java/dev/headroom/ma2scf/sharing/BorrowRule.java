package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An overloaded service takes a loan of {@code demand / target - capacity}. */
final class BorrowRule {
    private BorrowRule() {}

    /** @param view overloaded for the hold time, every table fresh */
    static Outcome judge(ServiceView view, Situation situation) {
        double deficit = view.deficit(situation.target());
        List<String> reasons = new ArrayList<>(Shortages.measured(view, situation, deficit));
        List<String> obstacles = Shortages.obstacles(view, situation);
        if (view.unitCost() <= 0 || deficit <= 0) {
            reasons.add("What one connection costs cannot be measured, so nobody can say how much is missing.");
            return new Outcome.Settled(new Verdict.Undecided(view.id(), reasons));
        }
        if (!obstacles.isEmpty()) {
            reasons.addAll(obstacles);
            return new Outcome.Settled(new Verdict.Undecided(view.id(), reasons));
        }
        LenderSearch search = new LenderSearch(situation);
        List<Newcomers> newcomers = Shortages.newcomers(view, situation);
        Request.Need need = search.need(view, deficit, 0);
        Request request = search.request(view, view.service().priority(), need, Set.of(), newcomers, false);
        return new Outcome.Shortage(PlanKind.BORROW, view, request, newcomers, List.of(), List.of(), reasons);
    }
}

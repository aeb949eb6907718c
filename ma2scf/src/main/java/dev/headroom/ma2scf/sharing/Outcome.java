package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import java.util.List;

/** What a rule says of a service before the finder is asked for all short services together. */
sealed interface Outcome {

    record Settled(Verdict verdict) implements Outcome {}

    /**
     * It needs a loan.
     *
     * @param newcomers how new destinations would look, one for each director
     * @param first steps that come before the loan and make sense without it, if {@code view} is served at all
     * @param last destinations that get weight 0 once the loan serves, as far as that may be; none without a loan
     * @param reasons what was measured, most important first
     */
    record Shortage(
            PlanKind kind,
            ServiceView view,
            Request request,
            List<Newcomers> newcomers,
            List<Step> first,
            List<Spot> last,
            List<String> reasons)
            implements Outcome {}
}

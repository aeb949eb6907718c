package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import java.util.List;

/**
 * A service that needs a loan.
 *
 * @param newcomers how new destinations would look, one for each director
 * @param first steps that come before the loan and make sense without it, if {@code view} is served at all
 * @param last destinations that get weight 0 once the loan serves, as far as that may be; none without a loan
 * @param reasons what was measured, most important first
 */
public record Shortage(
        PlanKind kind,
        ServiceView view,
        Request request,
        List<Newcomers> newcomers,
        List<Step> first,
        List<Spot> last,
        List<String> reasons) {
    public Shortage {
        newcomers = List.copyOf(newcomers);
        first = List.copyOf(first);
        last = List.copyOf(last);
        reasons = List.copyOf(reasons);
    }

    /** Whether those that serve can carry all by themselves, so that nothing must replace what is only believed to be dead. */
    public static boolean restIsEnough(ServiceView view, Request.Need need) {
        return need.deficit() <= 0 && view.serving() > 0;
    }
}

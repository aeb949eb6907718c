package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.lending.Round;
import java.util.Optional;

/**
 * A service leaves the servers that are in maintenance: its loans there end, and its home containers get weight 0. What the rest
 * cannot carry is borrowed elsewhere first. See decision 0069.
 */
final class EvacuateRule implements Rule {
    @Override
    public PlanKind kind() {
        return PlanKind.EVACUATE;
    }

    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        Evacuation evacuation = Evacuation.of(view, round.situation());
        return evacuation.isWanted() && round.situation().isSettled(view.id())
                ? Optional.of(
                        (now, claimed) -> Evacuation.of(view, now.situation()).outcome(now, claimed))
                : Optional.empty();
    }
}

package dev.headroom.console.proposals;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.link.UnmetNeed;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.status.Rests;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.Comparator;
import java.util.List;

/**
 * A service that needs something and has no proposal, and why.
 *
 * @param title one sentence
 * @param reasons all reasons that the rules give, or the rejection because of which nothing is offered
 */
record Undecided(ServiceId service, Badge badge, String title, List<String> reasons) {
    Undecided {
        reasons = List.copyOf(reasons);
    }

    /** The services without a proposal, the most urgent first. Pure. */
    static List<Undecided> in(ControlState state) {
        StateIndex index = StateIndex.of(state);
        return UnmetNeed.in(state, Rests::sentence).stream()
                .sorted(Comparator.comparingInt(
                                (UnmetNeed need) -> need.service().priority())
                        .thenComparing(need -> need.service().id().name(), NaturalOrder.NAMES))
                .map(need -> new Undecided(
                        need.service().id(),
                        ServiceFigures.of(index, need.service()).badge(),
                        need.title(),
                        need.reasons()))
                .toList();
    }
}

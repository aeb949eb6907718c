package dev.headroom.console.proposals;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Needs;
import dev.headroom.backend.control.Proposal;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.status.Rests;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
        Set<ServiceId> unanswered = Needs.unanswered(state);
        return state.snapshot().services().stream()
                .filter(service -> unanswered.contains(service.id()))
                .sorted(Comparator.comparingInt(VirtualService::priority)
                        .thenComparing(service -> service.id().name(), NaturalOrder.NAMES))
                .map(service -> of(index, service))
                .toList();
    }

    private static Undecided of(StateIndex index, VirtualService service) {
        ServiceFigures figures = ServiceFigures.of(index, service);
        Why why = index.verdict(service.id())
                .map(verdict -> why(index.state(), verdict))
                .orElse(Why.NOTHING);
        String title = switch (figures.condition()) {
            case OVERLOADED -> "is overloaded, and " + why.clause();
            case DOWN -> "is down, and " + why.clause();
            case DEGRADED -> "has lost servers, and " + why.clause();
            case UNKNOWN -> "cannot be judged, so nothing is proposed:";
            case CALM, HOT -> "is within its limits, and " + why.clause();
        };
        return new Undecided(service.id(), figures.badge(), service.id() + " " + title, why.reasons());
    }

    private static Why why(ControlState state, Verdict verdict) {
        return switch (verdict) {
            case Verdict.NoChange(var _, List<String> reasons) -> new Why(Why.NOTHING.clause(), reasons);
            case Verdict.Undecided(var _, List<String> reasons) -> new Why(Why.NOTHING.clause(), reasons);
            case Verdict.Proposed(Plan plan) ->
                state.rest(plan)
                        .map(rest -> rejected(state, rest))
                        .orElseGet(() -> new Why("no proposal is open for it:", plan.reasons()));
        };
    }

    private static Why rejected(ControlState state, Continuity.Rest rest) {
        Stream<String> byWhom = state.proposal(rest.rejected()).map(Proposal::note).stream();
        return new Why(
                "the plan for it was rejected:",
                Stream.concat(Stream.of(Rests.sentence(rest)), byWhom).toList());
    }

    /** Why a service has no proposal: the end of the title, and the reasons below it. */
    private record Why(String clause, List<String> reasons) {
        static final Why NOTHING = new Why("nothing can be proposed:", List.of());
    }
}

package dev.headroom.console.proposals;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.status.Rests;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.Condition;
import java.util.Comparator;
import java.util.List;
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
        return state.snapshot().services().stream()
                .sorted(Comparator.comparingInt(VirtualService::priority)
                        .thenComparing(service -> service.id().name(), NaturalOrder.NAMES))
                .filter(service -> !isAnswered(state, service.id()))
                .filter(service -> needsSomething(state, service))
                .map(service -> of(state, service))
                .toList();
    }

    private static boolean isAnswered(ControlState state, ServiceId service) {
        return state.proposals().stream()
                .anyMatch(proposal -> proposal.status().live()
                        && proposal.status() != Proposal.Status.INTERRUPTED
                        && proposal.plan().service().equals(service));
    }

    private static boolean needsSomething(ControlState state, VirtualService service) {
        Condition condition = ServiceFigures.of(state, service).condition();
        return condition == Condition.OVERLOADED
                || condition == Condition.DOWN
                || state.verdicts().stream()
                        .anyMatch(verdict -> verdict instanceof Verdict.Undecided
                                && verdict.service().equals(service.id()));
    }

    private static Undecided of(ControlState state, VirtualService service) {
        ServiceFigures figures = ServiceFigures.of(state, service);
        Why why = state.verdicts().stream()
                .filter(verdict -> verdict.service().equals(service.id()))
                .findFirst()
                .map(verdict -> why(state, verdict))
                .orElse(Why.NOTHING);
        String title = switch (figures.condition()) {
            case OVERLOADED -> "is overloaded, and " + why.clause();
            case DOWN -> "is down, and " + why.clause();
            case DEGRADED -> "has lost servers, and " + why.clause();
            case UNKNOWN -> "cannot be judged, so nothing is proposed:";
            case CALM, WARM -> "may need something, but " + why.clause();
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

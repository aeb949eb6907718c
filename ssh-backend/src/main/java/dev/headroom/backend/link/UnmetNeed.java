package dev.headroom.backend.link;

import dev.headroom.backend.control.Continuity.Rest;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Needs;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A service that needs something and has no proposal, and why: the same words in the window and on a terminal. Immutable.
 *
 * @param title the service, its condition and what follows from it, one sentence
 * @param reasons all reasons that the rules give, or the rejection because of which nothing is offered
 */
public record UnmetNeed(VirtualService service, String title, List<String> reasons) {
    private static final String NOTHING = "nothing can be proposed:";

    public UnmetNeed {
        reasons = List.copyOf(reasons);
    }

    /**
     * The services of {@code state} without a proposal, in the order of its snapshot. Pure.
     *
     * @param told the sentence for a rejection that holds
     */
    public static List<UnmetNeed> in(ControlState state, Function<Rest, String> told) {
        Set<ServiceId> unanswered = Needs.unanswered(state);
        return state.snapshot().services().stream()
                .filter(service -> unanswered.contains(service.id()))
                .map(service -> of(state, service, told))
                .toList();
    }

    private static UnmetNeed of(ControlState state, VirtualService service, Function<Rest, String> told) {
        Why why = state.verdicts().stream()
                .filter(verdict -> verdict.service().equals(service.id()))
                .findFirst()
                .map(verdict -> why(state, verdict, told))
                .orElseGet(() -> new Why(NOTHING, List.of()));
        ServiceCondition condition = state.assessments().stream()
                .filter(assessment -> assessment.service().equals(service.id()))
                .findFirst()
                .map(ServiceAssessment::condition)
                .orElse(ServiceCondition.UNKNOWN);
        String title = switch (condition) {
            case OVERLOADED -> "is overloaded, and " + why.clause();
            case DOWN -> "is down, and " + why.clause();
            case DEGRADED -> "has lost servers, and " + why.clause();
            case UNKNOWN -> "cannot be judged, so nothing is proposed:";
            case CALM, HOT -> "is within its limits, and " + why.clause();
        };
        return new UnmetNeed(service, service.id() + " " + title, why.reasons());
    }

    private static Why why(ControlState state, Verdict verdict, Function<Rest, String> told) {
        return switch (verdict) {
            case Verdict.NoChange(var _, List<String> reasons) -> new Why(NOTHING, reasons);
            case Verdict.Undecided(var _, List<String> reasons) -> new Why(NOTHING, reasons);
            case Verdict.Proposed(Plan plan) ->
                state.rest(plan)
                        .map(rest -> rejected(state, rest, told))
                        .orElseGet(() -> new Why("no proposal is open for it:", plan.reasons()));
        };
    }

    private static Why rejected(ControlState state, Rest rest, Function<Rest, String> told) {
        Stream<String> byWhom = state.proposal(rest.rejected()).map(Proposal::note).stream();
        return new Why(
                "the plan for it was rejected:",
                Stream.concat(Stream.of(told.apply(rest)), byWhom).toList());
    }

    /** Why a service has no proposal: the end of the title, and the reasons below it. */
    private record Why(String clause, List<String> reasons) {}
}

package dev.headroom.console.proposals;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.Condition;
import java.util.Comparator;
import java.util.List;

/**
 * A service that needs something and has no proposal, and why.
 *
 * @param title one sentence
 * @param reasons all reasons that the rules give
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
        List<String> reasons = state.verdicts().stream()
                .filter(verdict -> verdict.service().equals(service.id()))
                .findFirst()
                .map(Undecided::reasons)
                .orElse(List.of());
        String title = switch (figures.condition()) {
            case OVERLOADED -> "is overloaded, and nothing can be proposed:";
            case DOWN -> "is down, and nothing can be proposed:";
            case DEGRADED -> "has lost servers, and nothing can be proposed:";
            case UNKNOWN -> "cannot be judged, so nothing is proposed:";
            case CALM, WARM -> "may need something, but nothing can be proposed:";
        };
        return new Undecided(service.id(), figures.badge(), service.id() + " " + title, reasons);
    }

    private static List<String> reasons(Verdict verdict) {
        return switch (verdict) {
            case Verdict.NoChange(var _, List<String> reasons) -> reasons;
            case Verdict.Undecided(var _, List<String> reasons) -> reasons;
            case Verdict.Proposed(var plan) -> plan.reasons();
        };
    }
}

package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the services that need something and have no proposal: every window and terminal shows these. Pure. */
public final class Needs {
    private Needs() {}

    /** The services of {@code state} that need something and for which no proposal is open or runs. */
    public static Set<ServiceId> unanswered(ControlState state) {
        Set<ServiceId> answered = state.proposals().stream()
                .filter(proposal -> proposal.status().live() && proposal.status() != Proposal.Status.INTERRUPTED)
                .map(proposal -> proposal.plan().service())
                .collect(Collectors.toSet());
        Set<ServiceId> undecided = state.verdicts().stream()
                .filter(Verdict.Undecided.class::isInstance)
                .map(Verdict::service)
                .collect(Collectors.toSet());
        return state.assessments().stream()
                .filter(assessment -> needsSomething(assessment, undecided))
                .map(ServiceAssessment::service)
                .filter(service -> !answered.contains(service))
                .collect(Collectors.toSet());
    }

    /**
     * A service within its limits needs nothing, also where a server of it is not read: the rules say so beside the
     * service, and the server has a notice of its own.
     */
    private static boolean needsSomething(ServiceAssessment assessment, Set<ServiceId> undecided) {
        return switch (assessment.condition()) {
            case OVERLOADED, DOWN -> true;
            case DEGRADED, UNKNOWN -> undecided.contains(assessment.service());
            case CALM, HOT -> false;
        };
    }
}

package dev.headroom.backend.control.restraint;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.concurrency.Urgency;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.AutomaticLimits;
import dev.headroom.ma2scf.policy.AutomaticLimits.Ceiling;
import dev.headroom.ma2scf.policy.AutomaticPlans;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What the operator's limits keep automatic mode from beginning, or from beginning at once. What has begun already is finished or taken
 * back whatever they say: half a plan is worse than either. Pure.
 */
public final class Restraints {
    private Restraints() {}

    /** Why a limit leaves the proposal to an operator, one sentence; empty where none does. */
    public static Optional<String> reservation(ControlState state, Proposal proposal, Instant now) {
        return hasBegun(proposal)
                ? Optional.empty()
                : tooLittleUrgent(state, proposal).or(() -> spent(state, proposal, now));
    }

    /** When the proposal begins by itself, one sentence; empty where it need not wait. See decision 0126. */
    public static Optional<String> announcement(ControlState state, Proposal proposal, Instant now) {
        AutomaticLimits limits = limits(state);
        Duration notice =
                proposal.plan().kind() == PlanKind.FAILOVER ? limits.notifyBeforeFaults() : limits.notifyBefore();
        Duration left = notice.minus(Duration.between(proposal.openedAt(), now));
        return hasBegun(proposal) || !left.isPositive()
                ? Optional.empty()
                : Optional.of("It begins by itself in %d s unless it is rejected."
                        .formatted(left.plusMillis(999).toSeconds()));
    }

    /** The state in which a plan that automatic mode has begun counts against the budgets. */
    public static ControlState counting(ControlState state, Proposal begun, Instant now) {
        return hasBegun(begun)
                ? state
                : counting(state, begun.plan().service(), begun.plan().kind(), now);
    }

    /** The same, of a plan that automatic mode began at {@code at}. */
    public static ControlState counting(ControlState state, ServiceId service, PlanKind kind, Instant at) {
        return isCounted(kind)
                ? state.withContinuity(
                        state.continuity().acting(state.continuity().automatic().begun(service, at)))
                : state;
    }

    private static boolean hasBegun(Proposal proposal) {
        return proposal.status() == Status.INTERRUPTED || proposal.plan().kind() == PlanKind.UNDO;
    }

    /**
     * A fault is never held back, so it uses nothing up. The undo that automatic mode begins is of its own plan, which has counted.
     * See decision 0124.
     */
    private static boolean isCounted(PlanKind kind) {
        return kind != PlanKind.FAILOVER && kind != PlanKind.UNDO;
    }

    /** See decision 0125. */
    private static Optional<String> tooLittleUrgent(ControlState state, Proposal proposal) {
        ServiceId service = proposal.plan().service();
        Ceiling upTo = limits(state).upTo(service);
        return upTo.allows(Urgency.rankOf(proposal.plan().kind()))
                ? Optional.empty()
                : Optional.of("Of %s only plans up to '%s' begin by themselves (automaticUpTo)."
                        .formatted(service, upTo.name().toLowerCase(Locale.ROOT)));
    }

    private static Optional<String> spent(ControlState state, Proposal proposal, Instant now) {
        return isCounted(proposal.plan().kind())
                ? state.continuity()
                        .automatic()
                        .spent(proposal.plan().service(), now)
                        .map(Restraints::sentence)
                : Optional.empty();
    }

    /** That a budget is used up, and until when. */
    public static String sentence(AutomaticPlans.Spent spent) {
        return "The budget of %s is used up (plansPerHour: %d, begun by automatic mode); the next plan may begin by itself at %s."
                .formatted(
                        spent.service().map(ServiceId::name).orElse("the cluster"),
                        spent.most(),
                        spent.until().truncatedTo(ChronoUnit.SECONDS));
    }

    private static AutomaticLimits limits(ControlState state) {
        return state.continuity().automatic().limits();
    }
}

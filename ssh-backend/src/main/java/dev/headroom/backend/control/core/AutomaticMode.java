package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.Continuity.Closing;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.concurrency.Concurrency;
import dev.headroom.backend.control.concurrency.RefusingDirectors;
import dev.headroom.backend.control.concurrency.Setbacks;
import dev.headroom.backend.control.concurrency.Urgency;
import dev.headroom.backend.control.restraint.Learning;
import dev.headroom.backend.control.restraint.Restraints;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Approves in automatic mode, by the code that answers an operator. Pure. */
final class AutomaticMode {
    static final String AUTOMATIC = "automatic";

    private final ControlSettings settings;
    private final Obstacles obstacles;
    private final OperatorDesk desk;

    AutomaticMode(ControlSettings settings, Obstacles obstacles, OperatorDesk desk) {
        this.settings = settings;
        this.obstacles = obstacles;
        this.desk = desk;
    }

    /**
     * Approves the open proposals that automatic mode allows, the most urgent first, as long as none has an obstacle.
     *
     * @param learning the services whose costs are not learned yet
     */
    Transition approve(ControlState state, Learning learning, Instant now) {
        if (state.halted()
                || state.barred().isPresent()
                || state.mode() != Mode.AUTOMATIC
                || !state.continuity().look().isDone()
                || state.continuity().closing() != Closing.NOT) {
            return Transition.to(state);
        }
        List<Proposal> candidates = Stream.concat(state.open().stream(), state.interrupted().stream())
                .sorted(Comparator.comparing((Proposal p) -> Urgency.of(p.plan(), state))
                        .thenComparing(Proposal::id))
                .toList();
        Transition result = Transition.to(state);
        for (Proposal candidate : candidates) {
            if (learning.concerns(candidate.plan())) {
                continue;
            }
            result = result.followedBy(
                    next -> mayRunByItself(next, candidate, now) ? begin(next, candidate, now) : Transition.to(next));
        }
        return result;
    }

    private Transition begin(ControlState state, Proposal candidate, Instant now) {
        return desk.approve(
                        state,
                        new Intent.Approve(candidate.id(), candidate.plan().basisRevision(), AUTOMATIC),
                        now)
                .then(after -> after.proposal(candidate.id())
                        .filter(p -> p.approvedBy().equals(AUTOMATIC))
                        .map(_ -> Restraints.counting(after, candidate, now))
                        .orElse(after));
    }

    /** The state with why automatic mode leaves a proposal to an operator, said of each. */
    ControlState withProspects(ControlState state, Instant now) {
        return state.withProposals(state.proposals().stream()
                .map(p -> p.withProspects(isAsked(state, p) ? asked(state, p, now) : p.prospects()))
                .toList());
    }

    private static boolean isAsked(ControlState state, Proposal proposal) {
        return proposal.isAwaited()
                && state.mode() == Mode.AUTOMATIC
                && proposal.prospects().approval().isEmpty();
    }

    private Prospects asked(ControlState state, Proposal proposal, Instant now) {
        Optional<String> why = reservation(state, proposal, now);
        return proposal.prospects()
                .withAutomatic(why)
                .withAnnounced(why.isEmpty() ? Restraints.announcement(state, proposal, now) : Optional.empty());
    }

    private boolean mayRunByItself(ControlState state, Proposal proposal, Instant now) {
        return reservation(state, proposal, now).isEmpty()
                && Restraints.announcement(state, proposal, now).isEmpty()
                // A proposal with an objection stays open for an operator; else it would be superseded and offered
                // again at every reading.
                && obstacles.objection(state, proposal).isEmpty()
                && Rights.refusal(state, proposal).isEmpty()
                && SentCommands.obstacle(state, proposal).isEmpty()
                && Concurrency.obstacle(state, proposal).isEmpty();
    }

    /** Why an operator may begin the proposal and automatic mode may not. */
    private Optional<String> reservation(ControlState state, Proposal proposal, Instant now) {
        ServiceId service = proposal.plan().service();
        Mode mode = state.mode(service);
        if (mode != Mode.AUTOMATIC) {
            return Optional.of(
                    "%s is in %s mode.".formatted(service, mode.name().toLowerCase(Locale.ROOT)));
        }
        if (proposal.plan().kind() == PlanKind.UNDO
                && !isBegun(proposal)
                && !Setbacks.undoesOwnFailure(state, proposal, AUTOMATIC)) {
            return Optional.of("An undo is begun by an operator only.");
        }
        if (!isRecent(proposal, now)) {
            return Optional.of("It was interrupted more than %d min ago, so its reasons may be gone."
                    .formatted(term().toMinutes()));
        }
        if (isOutdated(state, proposal)) {
            return Optional.of("It was interrupted, and newer readings ask for a give-back of what %s has borrowed."
                    .formatted(service));
        }
        return lastEnded(state, proposal, now)
                .map(ended -> "%s of %s %s less than %d min ago, so only a more urgent plan of %s begins by itself."
                        .formatted(
                                ended.id(),
                                service,
                                ended.status() == Status.FAILED ? "failed" : "was halted",
                                term().toMinutes(),
                                service))
                .or(() -> RefusingDirectors.refusal(state, proposal.plan()))
                .or(() -> Concurrency.otherMaster(state, proposal))
                .or(() -> Restraints.reservation(state, proposal, now));
    }

    /** Whether somebody has approved it before the master ended, or a host was lost: it is finished as any other plan. */
    private static boolean isBegun(Proposal proposal) {
        return proposal.status() == Status.INTERRUPTED;
    }

    /**
     * Whether the proposal is recent: the reasons of an old interrupted one may be gone, and only an operator can say
     * whether it is still wanted.
     */
    private boolean isRecent(Proposal proposal, Instant now) {
        return proposal.status() != Status.INTERRUPTED || !Inbox.olderThan(proposal.changedAt(), term(), now);
    }

    /** Whether an interrupted plan would borrow what the newest readings want back. */
    private static boolean isOutdated(ControlState state, Proposal proposal) {
        return proposal.status() == Status.INTERRUPTED
                && proposal.plan().kind() == PlanKind.BORROW
                && state.verdicts().stream()
                        .anyMatch(verdict -> verdict instanceof Verdict.Proposed(Plan plan)
                                && plan.kind() == PlanKind.GIVE_BACK
                                && plan.service().equals(proposal.plan().service()));
    }

    /**
     * The plan after which automatic mode leaves the service to an operator: one that failed or was halted, for the term
     * of a proposal, unless the new plan is more urgent.
     */
    private Optional<Proposal> lastEnded(ControlState state, Proposal proposal, Instant now) {
        boolean isOwnUndo = Setbacks.undoesOwnFailure(state, proposal, AUTOMATIC);
        return state.proposals().stream()
                .filter(p -> p.plan().service().equals(proposal.plan().service()))
                .filter(p -> Urgency.rankOf(p.plan().kind())
                        <= Urgency.rankOf(proposal.plan().kind()))
                .filter(p -> p.status() == Status.HALTED
                        || (p.status() == Status.FAILED && !isOwnUndo && Setbacks.concern(p, proposal)))
                .filter(p -> !Inbox.olderThan(p.changedAt(), term(), now))
                .findFirst();
    }

    private Duration term() {
        return settings.policy().deadlines().proposal();
    }
}

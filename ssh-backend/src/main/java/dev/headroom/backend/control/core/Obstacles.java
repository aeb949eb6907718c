package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.Continuity.Closing;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.concurrency.Concurrency;
import dev.headroom.backend.control.concurrency.Remainder;
import dev.headroom.backend.control.risk.SettingsRisks;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import java.util.Optional;

/** Says what stands against an approval or an undo, when an operator asks for it and beforehand. Pure. */
final class Obstacles {
    private final Judgement judgement;
    private final UndoOffer undo;

    Obstacles(Judgement judgement, UndoOffer undo) {
        this.judgement = judgement;
        this.undo = undo;
    }

    /** The state with the prospects of each proposal. */
    ControlState withProspects(ControlState state) {
        return state.withProposals(state.proposals().stream()
                .map(p -> p.withProspects(new Prospects(
                                mayNotRun(state, p).or(() -> objection(state, p).map(why -> noLongerFits(p, why))),
                                state.barred().or(() -> undo.refusal(state, p.id())))
                        .withRisks(p.isAwaited() ? SettingsRisks.of(p.plan(), state.observation()) : List.of())))
                .toList());
    }

    /** Why the proposal may not run in the state the master is in, whatever the cluster looks like. */
    Optional<String> mayNotRun(ControlState state, Proposal proposal) {
        Mode mode = state.mode(proposal.plan().service());
        if (!proposal.isAwaited()) {
            return Optional.of("%s is %s, not open.".formatted(proposal.id(), Words.of(proposal.status())));
        }
        if (state.barred().isPresent()) {
            return state.barred();
        }
        if (state.halted()) {
            return Optional.of("The master is halted. Resume first.");
        }
        if (state.continuity().closing() != Closing.NOT) {
            return Optional.of("The master is about to end, so nothing new begins. Resume to go on.");
        }
        if (mode == Mode.WATCH) {
            return Optional.of("In watch mode nothing may be changed. Switch %s to manual first."
                    .formatted(
                            state.mode() == Mode.WATCH
                                    ? "the cluster"
                                    : proposal.plan().service()));
        }
        return Rights.refusal(state, proposal)
                .or(() -> SentCommands.obstacle(state, proposal))
                .or(() -> Concurrency.obstacle(state, proposal));
    }

    /**
     * Why the plan, or its remaining steps, may not run: on the cluster as it is now, and on the cluster after all
     * running plans have ended.
     */
    Optional<String> objection(ControlState state, Proposal proposal) {
        Optional<String> unseen = Recovery.unseen(state, proposal);
        if (unseen.isPresent()) {
            return unseen;
        }
        Optional<Plan> plan =
                proposal.status() == Status.INTERRUPTED ? Remainder.of(proposal) : Optional.of(proposal.plan());
        return plan.flatMap(p -> judgement
                .objection(p, state.snapshot())
                .or(() -> state.running().isEmpty()
                        ? Optional.empty()
                        : judgement.objection(p, Concurrency.foreseen(state, proposal))));
    }

    static String noLongerFits(Proposal proposal, String why) {
        return "%s no longer fits the cluster: %s".formatted(proposal.id(), why);
    }
}

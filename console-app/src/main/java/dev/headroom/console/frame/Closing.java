package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Mode;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.plan.PlanKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ends what runs before the window closes, as the operator chose; fed with each new state.
 *
 * <pre>
 * FINISH: nothing new begins ─► all have ended ─► CLOSE
 * UNDO:   halted ─► all have stopped ─► resumed, each undo approved ─► all undone ─► CLOSE
 *         anything that goes wrong ─► STAY: the window stays open and says why
 * </pre>
 */
final class Closing {
    enum Choice {
        FINISH,
        UNDO
    }

    /** What the window does. */
    enum Outcome {
        WAIT,
        CLOSE,
        STAY
    }

    private final Choice choice;
    private final List<ProposalId> plans;
    private final Consumer<Intent> intents;
    private final String operator;
    private final Set<ProposalId> undoAsked = new HashSet<>();
    private final Set<Intent> sent = new HashSet<>();
    private boolean resumed;

    private Closing(Choice choice, List<ProposalId> plans, Consumer<Intent> intents, String operator) {
        this.choice = choice;
        this.plans = List.copyOf(plans);
        this.intents = intents;
        this.operator = operator;
    }

    /** Begins: in automatic mode nothing new may start meanwhile. */
    static Closing begin(Choice choice, List<ProposalId> plans, Mode mode, Consumer<Intent> intents, String operator) {
        Closing closing = new Closing(choice, plans, intents, operator);
        if (mode == Mode.AUTOMATIC) {
            intents.accept(new Intent.SetMode(Mode.MANUAL, operator));
        }
        if (choice == Choice.UNDO) {
            intents.accept(new Intent.Halt(operator));
        }
        return closing;
    }

    /** What the bar says while it waits. */
    String sentence() {
        String names =
                String.join(", ", plans.stream().map(ProposalId::toString).toList());
        return choice == Choice.FINISH
                ? "Closes when %s has ended. Nothing new begins meanwhile.".formatted(names)
                : "Stops %s, takes back what it has done, then closes.".formatted(names);
    }

    Outcome next(ControlState state) {
        if (!Running.in(state).isEmpty()) {
            return Outcome.WAIT;
        }
        List<Proposal> ended =
                plans.stream().flatMap(id -> state.proposal(id).stream()).toList();
        return switch (choice) {
            case FINISH ->
                ended.stream().allMatch(p -> p.status() == Proposal.Status.DONE) ? Outcome.CLOSE : Outcome.STAY;
            case UNDO -> undone(state, ended);
        };
    }

    private Outcome undone(ControlState state, List<Proposal> ended) {
        List<Proposal> toUndo = ended.stream().filter(Running::leftSomething).toList();
        if (toUndo.isEmpty()) {
            return Outcome.CLOSE;
        }
        if (state.halted() && !resumed) {
            resumed = true;
            intents.accept(new Intent.Resume(operator));
            return Outcome.WAIT;
        }
        List<Outcome> outcomes = new ArrayList<>();
        toUndo.forEach(proposal -> outcomes.add(undone(state, proposal)));
        if (outcomes.contains(Outcome.STAY)) {
            return Outcome.STAY;
        }
        return outcomes.contains(Outcome.WAIT) ? Outcome.WAIT : Outcome.CLOSE;
    }

    private Outcome undone(ControlState state, Proposal stopped) {
        Optional<Proposal> undo = state.proposals().stream()
                .filter(other -> other.plan().kind() == PlanKind.UNDO)
                .filter(other -> other.plan().service().equals(stopped.plan().service()))
                .filter(other -> other.id().compareTo(stopped.id()) > 0)
                .findFirst();
        if (undo.isEmpty()) {
            if (undoAsked.add(stopped.id())) {
                intents.accept(new Intent.Undo(stopped.id(), operator));
            }
            return Outcome.WAIT;
        }
        return switch (undo.get().status()) {
            case OPEN -> {
                Intent approval =
                        new Intent.Approve(undo.get().id(), undo.get().plan().basisRevision(), operator);
                if (!state.halted() && sent.add(approval)) {
                    intents.accept(approval);
                }
                yield Outcome.WAIT;
            }
            case RUNNING -> Outcome.WAIT;
            case DONE -> Outcome.CLOSE;
            case SUSPENDED -> Outcome.WAIT;
            case INTERRUPTED, FAILED, HALTED, REJECTED, EXPIRED, SUPERSEDED -> Outcome.STAY;
        };
    }
}

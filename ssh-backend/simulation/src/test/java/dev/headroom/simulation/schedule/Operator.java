package dev.headroom.simulation.schedule;

import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.driver.SimulatedMaster;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.stream.Stream;

/** The operator in front of a master: adopts the cluster, resumes what has halted, and lets undone what has failed. */
final class Operator {
    private static final String NAME = "ann";
    private static final Duration THINKS = Duration.ofSeconds(5);

    private final SimulatedCluster cluster;
    private Duration since = Duration.ZERO;
    private boolean wantsHalt;
    private boolean cannotResume;

    Operator(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** Whether the operator wants nothing done. */
    void wantsHalt(boolean next) {
        wantsHalt = next;
    }

    /** Whether the operator waits for the disk. */
    void cannotResume(boolean next) {
        cannotResume = next;
    }

    /** Whether nothing may be done now, for an operator's halt was answered. */
    boolean wantsHalt() {
        return wantsHalt;
    }

    /** Looks at a master's state, and answers it after a while. */
    void look(SimulatedMaster master) {
        ControlState state = master.state();
        if (state.adoption().state() == Adoption.State.UNANSWERED) {
            if (state.continuity().look().isDone() && state.snapshot().revision() > 0) {
                master.ask(new Intent.Adopt(state.adoption().found().fingerprint(), NAME));
                master.ask(new Intent.SetMode(Mode.AUTOMATIC, NAME));
            }
            return;
        }
        boolean waiting = state.halted() || undoing(state).findAny().isPresent();
        if (!waiting || wantsHalt) {
            since = cluster.now();
        } else if (cluster.now().minus(since).compareTo(THINKS) > 0) {
            since = cluster.now();
            answer(master, state);
        }
    }

    private void answer(SimulatedMaster master, ControlState state) {
        if (state.halted()) {
            if (!cannotResume) {
                master.ask(new Intent.Resume(NAME));
            }
            return;
        }
        undoing(state).toList().forEach(undo -> {
            boolean may = undo.prospects().approval().isEmpty();
            master.ask(
                    may
                            ? new Intent.Approve(undo.id(), undo.plan().basisRevision(), NAME)
                            : new Intent.Reject(undo.id(), "It cannot be done.", NAME));
        });
    }

    /** What waits for an operator whatever the mode. */
    private static Stream<Proposal> undoing(ControlState state) {
        return state.proposals().stream().filter(p -> p.isAwaited() && p.plan().kind() == PlanKind.UNDO);
    }
}

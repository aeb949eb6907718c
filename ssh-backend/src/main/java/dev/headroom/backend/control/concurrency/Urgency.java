package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.ControlState;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * How urgent a plan is: first by its kind, then by the priority of its service. The smaller one comes first.
 *
 * @param rank 0 for an answer to a fault
 * @param priority of the service, 1 first
 */
public record Urgency(int rank, int priority) implements Comparable<Urgency> {
    private static final Comparator<Urgency> ORDER =
            Comparator.comparingInt(Urgency::rank).thenComparingInt(Urgency::priority);

    public static Urgency of(Plan plan, ControlState state) {
        int priority = state.snapshot()
                .service(plan.service())
                .map(VirtualService::priority)
                .orElse(Integer.MAX_VALUE);
        return new Urgency(rankOf(plan.kind()), priority);
    }

    /** The rank of a kind: faults, then recalls and undoing, then borrowing and evacuations, then better balance, then giving back. */
    public static int rankOf(PlanKind kind) {
        return switch (kind) {
            case FAILOVER -> 0;
            case RECALL, RESTORE, UNDO -> 1;
            case BORROW, EVACUATE -> 2;
            case BALANCE, MAKE_ROOM -> 3;
            case GIVE_BACK -> 4;
        };
    }

    /** The answers to faults that the newest readings ask for and that automatic mode may begin. */
    static Stream<Plan> failovers(ControlState state) {
        return state.verdicts().stream()
                .flatMap(verdict -> verdict instanceof Verdict.Proposed(Plan plan) && plan.kind() == PlanKind.FAILOVER
                        ? Stream.of(plan)
                        : Stream.empty())
                .filter(plan -> !state.halted() && state.mode(plan.service()) == Mode.AUTOMATIC);
    }

    public boolean before(Urgency other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Urgency other) {
        return ORDER.compare(this, other);
    }
}

package dev.headroom.backend.act;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes proposals and their undo as scripts that a person can run without Headroom. Immutable; safe for several threads at
 * once.
 *
 * @param cluster the name in the cluster file
 * @param preview the exact commands of an action; none for a host that is no longer in the cluster
 */
public record PlanScripts(String cluster, SharingPolicy policy, Function<Action, List<ExactCommand>> preview) {
    /** A script, or why there is none. */
    public sealed interface Script {
        /**
         * A script.
         *
         * @param text ends with a line break
         */
        record Written(String text) implements Script {}

        /**
         * No script.
         *
         * @param sentence why there is none
         */
        record None(String sentence) implements Script {}
    }

    /**
     * Writes the script of a proposal.
     *
     * @param undo whether it shall take the proposal back
     */
    public Script of(ControlState state, ProposalId id, boolean undo) {
        return state.proposal(id)
                .map(proposal -> undo ? undo(state, proposal) : plan(proposal))
                .orElseGet(() -> new Script.None("There is no proposal %s.".formatted(id)));
    }

    private Script plan(Proposal proposal) {
        return missing(proposal.steps())
                .<Script>map(Script.None::new)
                .orElseGet(() -> new Script.Written(PlanScript.of(cluster, proposal.steps())));
    }

    private Script undo(ControlState state, Proposal proposal) {
        List<StepProgress> taken = Undo.taken(proposal);
        Optional<Plan> inverse =
                taken.isEmpty() ? Optional.empty() : Undo.of(proposal, taken, state.snapshot(), policy);
        if (inverse.isEmpty()) {
            return new Script.None("There is nothing to undo in %s.".formatted(proposal.id()));
        }
        Optional<DirectorId> unread = Undo.unread(taken, inverse.get(), state.snapshot());
        if (unread.isPresent()) {
            return new Script.None(
                    "%s is not read now, so it is not known what would take %s back there. Ask again when it is read."
                            .formatted(unread.get(), proposal.id()));
        }
        List<StepProgress> steps = inverse.get().steps().stream()
                .map(step -> new StepProgress(
                        step,
                        preview.apply(step.action()),
                        StepProgress.State.PENDING,
                        "",
                        state.snapshot().takenAt()))
                .toList();
        String title = "This takes back proposal %s of service %s, as far as its changes are still in place."
                .formatted(proposal.id(), proposal.plan().service());
        return missing(steps)
                .<Script>map(Script.None::new)
                .orElseGet(
                        () -> new Script.Written(PlanScript.takingBack(cluster, title, steps, new LeftWeights(taken))));
    }

    /** Why the commands are not all known. */
    private static Optional<String> missing(List<StepProgress> steps) {
        return steps.stream()
                .filter(s -> s.step().action().mutates() && s.commands().isEmpty())
                .findFirst()
                .map(s -> "%s is no longer in the cluster file, so its commands are not known."
                        .formatted(s.step().action().host().name()));
    }
}

package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.policy.Mode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StateNarratorTest {
    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");

    @Test
    void saysOnceThatAnUndoWaitsForAnOperatorInAutomaticMode() {
        assertThat(told(Mode.AUTOMATIC))
                .containsOnlyOnce("P21 waits for an operator: automatic mode approves no undo.");
        assertThat(told(Mode.MANUAL)).doesNotContain("waits for an operator");
    }

    @Test
    void tellsWhatTheJournalHasApartFromWhatHappensNow() {
        assertThat(told(Mode.MANUAL).lines().toList()).first().isEqualTo("Before this start, as the journal has it:");
        assertThat(told(Mode.MANUAL)).containsSubsequence("2026-11-27 ", "P21 undo", "Since this start:");
    }

    /** Without a window this is all that an operator has before an approval. */
    @Test
    void showsTheCommandsOfWhatWaitsForApproval() {
        assertThat(told(Mode.MANUAL))
                .contains("1. Stop web-1 on rs1", "rs1 $ sudo -n lxc-stop -n web-1", "Asked.", "1 step on 1 host");
    }

    private static String told(Mode mode) {
        Step step = new Step(
                new ContainerAction.StopContainer(new ContainerId(new ServerId("rs1"), "web-1")), "It was started.");
        Plan undo = new Plan(
                PlanKind.UNDO, new ServiceId("web"), 1, 0, List.of(step), List.of(), List.of("Asked."), List.of());
        Proposal open = new Proposal(
                new ProposalId(21),
                undo,
                List.of(new StepProgress(
                        step,
                        List.of(new ExactCommand(step.action().host(), "sudo -n lxc-stop -n web-1")),
                        StepProgress.State.PENDING,
                        "",
                        NOW)),
                Proposal.Status.OPEN,
                NOW,
                NOW,
                "",
                Prospects.UNKNOWN,
                "");
        ControlState state = ControlCore.initial(mode, NOW).withProposals(List.of(open));
        StringWriter out = new StringWriter();
        StateNarrator narrator = new StateNarrator(new PrintWriter(out));
        narrator.accept(state);
        narrator.accept(state);
        return out.toString();
    }
}

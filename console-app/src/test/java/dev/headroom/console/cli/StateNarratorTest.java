package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Notice;
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

    @Test
    void spellsOutWhatControlsATerminalOrBeginsALine() {
        StringWriter out = new StringWriter();
        new StateNarrator(new PrintWriter(out))
                .accept(ControlCore.initial(Mode.MANUAL, NOW)
                        .noting(NOW, Notice.Severity.WARNING, "Halted by a\033[31mb\n\"c."));

        assertThat(out.toString()).endsWith("Halted by a\\x1b[31mb\\x0a\"c.%n".formatted());
    }

    @Test
    void tellsOnceWhatOthersChange() {
        JournalEntry change = new JournalEntry(
                NOW.plusSeconds(3),
                JournalEntry.Kind.CHANGED,
                "web",
                "",
                "web on lb1 was changed, not by this master.");
        ControlState before = ControlCore.initial(Mode.MANUAL, NOW);
        ControlState after = before.withContinuity(before.continuity().changed(List.of(change)));
        StringWriter out = new StringWriter();
        StateNarrator narrator = new StateNarrator(new PrintWriter(out));
        narrator.accept(before);
        narrator.accept(after);
        narrator.accept(after);

        assertThat(out.toString()).containsOnlyOnce("web on lb1 was changed, not by this master.");
    }

    /** What the journal has is told in order of time; what holds now is told after it. */
    @Test
    void tellsThePastInOrderOfTimeAndThePresentAfterIt() {
        Proposal late =
                asked(22, NOW.plusSeconds(5)).with(Proposal.Status.HALTED, "Halted by ann.", NOW.plusSeconds(9));
        Proposal early = asked(21, NOW).with(Proposal.Status.INTERRUPTED, "Lost.", NOW.plusSeconds(7));
        StringWriter out = new StringWriter();
        new StateNarrator(new PrintWriter(out))
                .accept(ControlCore.initial(Mode.MANUAL, NOW.plusSeconds(20)).withProposals(List.of(late, early)));

        assertThat(out.toString())
                .containsSubsequence(
                        "Before this start",
                        "P21 undo",
                        "P22 undo",
                        "P21 interrupted. Lost.",
                        "P22 halted. Halted by ann.",
                        "Since this start:",
                        "P21 undo",
                        "1. Stop web-1 on rs1",
                        "It cannot be approved now");
    }

    private static String told(Mode mode) {
        ControlState state = ControlCore.initial(mode, NOW).withProposals(List.of(asked(21, NOW)));
        StringWriter out = new StringWriter();
        StateNarrator narrator = new StateNarrator(new PrintWriter(out));
        narrator.accept(state);
        narrator.accept(state);
        return out.toString();
    }

    private static Proposal asked(int number, Instant at) {
        Step step = new Step(
                new ContainerAction.StopContainer(new ContainerId(new ServerId("rs1"), "web-1")), "It was started.");
        Plan undo = new Plan(
                PlanKind.UNDO, new ServiceId("web"), 1, 0, List.of(step), List.of(), List.of("Asked."), List.of());
        return new Proposal(
                new ProposalId(number),
                undo,
                List.of(new StepProgress(
                        step,
                        List.of(new ExactCommand(step.action().host(), "sudo -n lxc-stop -n web-1")),
                        StepProgress.State.PENDING,
                        "",
                        at)),
                Proposal.Status.OPEN,
                at,
                at,
                "",
                Prospects.UNKNOWN,
                "");
    }
}

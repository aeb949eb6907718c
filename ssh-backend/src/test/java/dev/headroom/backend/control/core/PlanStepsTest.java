package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.StepProgress.State.AWAITING_READING;
import static dev.headroom.backend.control.StepProgress.State.DONE;
import static dev.headroom.backend.control.StepProgress.State.FAILED;
import static dev.headroom.backend.control.StepProgress.State.NOT_NEEDED;
import static dev.headroom.backend.control.StepProgress.State.NOT_RUN;
import static dev.headroom.backend.control.StepProgress.State.PENDING;
import static dev.headroom.backend.control.StepProgress.State.RUNNING;
import static dev.headroom.backend.control.StepProgress.State.UNKNOWN;
import static dev.headroom.backend.control.StepProgress.State.VERIFYING;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps of an approved plan, one after the other. */
class PlanStepsTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    /** A laptop that slept between the decision and the command. */
    @Test
    void aCommandThatWasNotSentInTimeIsDecidedAnewByTheNextReading() {
        Proposal proposal = loop.approved();

        loop.happens(new Event.CommandEnded(proposal.id(), 0, new CommandOutcome.Late("Not sent: too late.")));
        assertThat(loop.steps(proposal)).containsExactly(AWAITING_READING, PENDING, PENDING, PENDING);
        assertThat(loop.state.continuity().unanswered()).isEmpty();
        assertThat(loop.sent()).hasSize(1);

        loop.observes();
        assertThat(loop.steps(proposal)).containsExactly(RUNNING, PENDING, PENDING, PENDING);
        assertThat(loop.sent()).hasSize(2);
    }

    /** A disk that takes longer for each entry of the journal than a decision is good for. */
    @Test
    void aPlanWhoseCommandIsNeverSentInTimeIsInterruptedAndSaysWhy() {
        Proposal proposal = loop.approved();
        for (int time = 0; time < 5; time++) {
            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.RUNNING);
            loop.happens(new Event.CommandEnded(proposal.id(), 0, new CommandOutcome.Late("Not sent: too late.")));
            if (time < 4) {
                loop.observes();
            }
        }

        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.INTERRUPTED);
        assertThat(loop.again(proposal).note())
                .contains("5 times in a row: the disk of the state folder or this computer is too slow.");
    }

    @Test
    void aCommandThatWasNotSentInTimeIsNotSentOnceItsPlanIsHalted() {
        Proposal proposal = loop.approved();
        loop.asked(new Intent.Halt(Loop.OPERATOR));
        loop.asked(new Intent.Resume(Loop.OPERATOR));

        loop.happens(new Event.CommandEnded(proposal.id(), 0, new CommandOutcome.Late("Not sent: too late.")));
        loop.observes();

        assertThat(loop.steps(proposal)).containsOnly(NOT_RUN);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
        assertThat(loop.sent()).hasSize(1);
    }

    @Test
    void aLoanThatMayNotBeginAnyMoreDoesNotTakeBackTheOneBeforeIt() {
        Loop wide = new Loop(Mode.AUTOMATIC, Map.of(), PerfectCluster.wide());
        Plan first = PerfectCluster.borrow(WEB, PerfectCluster.RS3, 1, 10);
        Plan second = PerfectCluster.borrow(WEB, PerfectCluster.RS4, 1, 10);
        List<Action> both = Stream.concat(first.actions().stream(), second.actions().stream())
                .toList();
        wide.judgement.propose(PerfectCluster.plan(PlanKind.BORROW, WEB, 10, both.toArray(Action[]::new)));
        wide.judgement.refuse(second.actions().getFirst(), "rs4 has nothing left above its reserve.");

        wide.goesOn();

        Proposal plan = wide.state.proposals().stream()
                .filter(p -> p.status() == Proposal.Status.DONE)
                .findFirst()
                .orElseThrow();
        assertThat(plan.note())
                .isEqualTo(
                        "The rest was seen to hold. Left out from step %d on: rs4 has nothing left above its reserve."
                                .formatted(first.actions().size() + 1));
        assertThat(wide.sent()).noneMatch(sent -> sent.action().host().equals(PerfectCluster.RS4));
        assertThat(wide.state.proposals()).extracting(p -> p.plan().kind()).containsOnly(PlanKind.BORROW);
        Proposal known =
                wide.restarted(Mode.AUTOMATIC).state.proposal(plan.id()).orElseThrow();
        assertThat(known.steps())
                .as("the next master knows each step that is left out")
                .extracting(StepProgress::state)
                .isEqualTo(plan.steps().stream().map(StepProgress::state).toList());
    }

    @Test
    void runInOrderEachAfterTheOneBeforeWasSeen() {
        Proposal proposal = loop.approved();
        assertThat(loop.steps(proposal)).containsExactly(RUNNING, PENDING, PENDING, PENDING);
        assertThat(loop.lastSent().permit()).isEqualTo(new Permit(proposal.id(), Mode.MANUAL));

        loop.works();
        assertThat(loop.steps(proposal)).containsExactly(VERIFYING, PENDING, PENDING, PENDING);
        assertThat(loop.effects)
                .last()
                .isEqualTo(new Effect.Hurry(Set.of(PerfectCluster.LB1, PerfectCluster.LB2, PerfectCluster.RS2)));
        assertThat(loop.sent()).hasSize(1);

        loop.observes();
        // the reading that proves the start shows that it answers, too
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, RUNNING, PENDING);

        loop.works();
        loop.observes();
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, DONE, RUNNING);

        loop.works();
        loop.settlesDown(WEB);
        loop.observes();
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.DONE);
        assertThat(loop.sent())
                .extracting(Effect.Send::action)
                .containsExactly(
                        proposal.plan().actions().get(0),
                        proposal.plan().actions().get(2),
                        proposal.plan().actions().get(3));
        assertThat(loop.journal())
                .containsExactly(
                        JournalEntry.Kind.PROPOSED,
                        JournalEntry.Kind.APPROVED,
                        JournalEntry.Kind.STEP_SENT,
                        JournalEntry.Kind.STEP_DONE,
                        JournalEntry.Kind.STEP_DONE,
                        JournalEntry.Kind.STEP_SENT,
                        JournalEntry.Kind.STEP_DONE,
                        JournalEntry.Kind.STEP_SENT,
                        JournalEntry.Kind.STEP_DONE,
                        JournalEntry.Kind.ENDED);
    }

    record Asked(String name, Duration afterTheCommandEnded, boolean proof) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Asked> readings() {
        return Stream.of(
                new Asked("asked before the command ended", Duration.ofMillis(-1), false),
                new Asked("asked at that very moment", Duration.ZERO, false),
                new Asked("asked afterwards", Duration.ofMillis(1), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readings")
    void areProvenOnlyByAReadingFromAfterTheCommand(Asked asked) {
        Proposal proposal = loop.approved();
        loop.after(Duration.ofSeconds(3));
        loop.works();
        Instant ended = loop.now;

        loop.after(Duration.ofSeconds(1));
        loop.observesAsOf(ended.plus(asked.afterTheCommandEnded()));

        assertThat(loop.steps(proposal).getFirst()).isEqualTo(asked.proof() ? DONE : VERIFYING);
    }

    @Test
    void areNotProvenWhileTheCommandIsOnTheWay() {
        Proposal proposal = loop.approved();
        loop.cluster.apply(loop.lastSent().action());

        loop.observes();

        assertThat(loop.steps(proposal)).startsWith(RUNNING);
    }

    @Test
    void thatHoldAlreadySendNothing() {
        loop.cluster.apply(new ContainerAction.StartContainer(PerfectCluster.standBy(WEB)));

        Proposal proposal = loop.approved();

        assertThat(loop.steps(proposal)).containsExactly(NOT_NEEDED, NOT_NEEDED, RUNNING, PENDING);
        assertThat(loop.sent()).hasSize(1);
    }

    @Test
    void refusedButSeenAreDone() {
        Proposal proposal = loop.approved();
        loop.cluster.apply(loop.lastSent().action());
        loop.ends(new CommandOutcome.Refused("already running"));

        loop.observes();

        assertThat(loop.steps(proposal)).startsWith(DONE);
    }

    @Test
    void refusedAndNotSeenFailAtTheNextReading() {
        Proposal proposal = loop.approved();
        loop.works();
        loop.observes();
        loop.ends(new CommandOutcome.Refused("Operation not permitted"));
        loop.observesAsOf(loop.now);
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, VERIFYING, PENDING);

        loop.observes();

        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, FAILED, RUNNING);
        loop.ends(new CommandOutcome.Refused("Memory allocation problem"));
        loop.observes();

        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, FAILED, FAILED);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.FAILED);
        assertThat(loop.again(proposal).note()).isEqualTo("Step 4 failed: Memory allocation problem");
        assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.UNDO);
        assertThat(loop.open().plan().actions())
                .containsExactly(new ContainerAction.StopContainer(PerfectCluster.standBy(WEB)));
        assertThat(loop.state.notices().getFirst().severity()).isEqualTo(Notice.Severity.FAILURE);
    }

    /** Else the loan would be undone and made again for as long as that director refuses it. */
    @ParameterizedTest
    @EnumSource(names = {"BORROW", "EVACUATE"})
    void ofADirectorThatDoesNotTakeOneAreLeftOutAndTheRestIsDone(PlanKind kind) {
        Proposal proposal = loop.proposed(PerfectCluster.plan(
                kind, WEB, 1, PerfectCluster.borrow(WEB, 1, 10).actions().toArray(Action[]::new)));
        loop.approves(proposal);
        loop.works();
        loop.observes();
        loop.ends(new CommandOutcome.Refused("Operation not permitted"));
        loop.observes();

        loop.works();
        loop.observes();

        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, FAILED, DONE);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.FAILED);
        assertThat(loop.again(proposal).note())
                .isEqualTo("Step 3 failed: Operation not permitted The rest was done, and this is owed to lb1.");
        assertThat(loop.state.open()).extracting(open -> open.plan().kind()).doesNotContain(PlanKind.UNDO);
        assertThat(loop.state.snapshot().directors())
                .filteredOn(d -> d.whyUnchangeable(WEB).isPresent())
                .extracting(d -> d.id().name())
                .containsExactly("lb1");
        loop.after(Duration.ofHours(1));
        loop.observes();
        assertThat(loop.state.snapshot().directors())
                .allSatisfy(d -> assertThat(d.unchangeable()).isEmpty());
    }

    /** What was never sent says nothing about a director, but about the loan that could not be added. */
    @Test
    void thatMayNotBeSentSpeakAgainstTheContainerAndNotAgainstTheirDirectors() {
        Proposal proposal = loop.approved();
        loop.works();
        loop.judgement.stepObjection = Optional.of("It does not serve any more.");

        loop.observes();

        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.FAILED);
        assertThat(loop.state.snapshot().directors())
                .allSatisfy(d -> assertThat(d.unchangeable()).isEmpty());
        assertThat(loop.state.memory().stamps().setbacks()).hasSize(1);
    }

    @Test
    void whoseOutputLooksLikeARefusalAreStillWaitedFor() {
        Proposal proposal = loop.approved();
        loop.ends(new CommandOutcome.Ran("Refused: to be alarmed"));

        loop.observes();

        assertThat(loop.steps(proposal)).startsWith(VERIFYING);
    }

    @Test
    void ofUnclearOutcomeAreNeverSentAgain() {
        Proposal proposal = loop.approved();
        loop.ends(new CommandOutcome.Indeterminate("The connection was lost."));
        for (Instant end = loop.now.plusSeconds(28); loop.now.isBefore(end); ) {
            loop.observes();
            assertThat(loop.steps(proposal)).startsWith(VERIFYING);
        }
        loop.cluster.apply(loop.lastSent().action());

        loop.observes();

        assertThat(loop.steps(proposal)).startsWith(DONE);
        assertThat(loop.sent()).filteredOn(s -> s.step() == 0).hasSize(1);
    }

    @Test
    void thatAreNotSeenInTimeFail() {
        Proposal proposal = loop.approved();
        loop.ends(new CommandOutcome.Indeterminate("The connection was lost."));

        loop.settlesDown(WEB);
        loop.after(loop.policy.deadlines().start());
        loop.observes();

        assertThat(loop.steps(proposal)).containsExactly(FAILED, NOT_RUN, NOT_RUN, NOT_RUN);
        assertThat(loop.again(proposal).note())
                .isEqualTo("Step 1 failed: start web on rs2: it was not seen to happen within its limit of 30 s."
                        + " The command said: The connection was lost.");
        assertThat(loop.state.open()).isEmpty();
    }

    @Test
    void ofASilentHostAreUnknownAfterAMinute() {
        Proposal proposal = loop.approved();
        loop.ends(new CommandOutcome.Ran(""));
        Instant old = loop.now;

        loop.after(Duration.ofSeconds(60));
        loop.observesAsOf(old);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.RUNNING);

        loop.after(Duration.ofSeconds(1));
        loop.observesAsOf(old);
        assertThat(loop.steps(proposal)).startsWith(UNKNOWN);
        assertThat(loop.again(proposal).note())
                .isEqualTo(
                        "Step 1 was unknown: rs2 was last read 61 s ago, so it was not known what became of the command.");
    }

    @Test
    void whoseExecutorNeverAnswersAreJudgedByTheHosts() {
        Proposal proposal = loop.approved();
        loop.after(Duration.ofMinutes(5));

        loop.observes();
        assertThat(loop.steps(proposal)).startsWith(VERIFYING);

        loop.cluster.apply(loop.lastSent().action());
        loop.observes();
        assertThat(loop.steps(proposal)).startsWith(DONE);
    }

    @Test
    void whoseConditionIsNotMetFailWithoutACommand() {
        Proposal proposal = loop.proposed(PerfectCluster.plan(
                PlanKind.GIVE_BACK,
                WEB,
                1,
                new ContainerAction.StopContainer(new ContainerId(new ServerId("rs1"), "web"))));

        loop.approves(proposal);

        assertThat(loop.sent()).isEmpty();
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.FAILED);
        assertThat(loop.again(proposal).note())
                .isEqualTo("Step 1 failed: rs1/web is not a stand-by container: sharing never stops it.");
    }

    /** As on a small server that has just started a container: its next reading comes late. */
    @Test
    void waitForAReadingThatIsLate() {
        Proposal proposal = loop.approved();
        loop.works();
        loop.cluster.isLate(true);
        loop.judgement.stepObjection = Optional.of("rs2 is not measured.");

        loop.observes();
        loop.observes();
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, AWAITING_READING, PENDING);

        loop.cluster.isLate(false);
        loop.judgement.stepObjection = Optional.empty();
        loop.observes();
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, RUNNING, PENDING);
    }

    @Test
    void doNotWaitForAReadingForEver() {
        Proposal proposal = loop.approved();
        loop.works();
        loop.cluster.isLate(true);
        loop.judgement.stepObjection = Optional.of("rs2 is not measured.");

        loop.observes();
        loop.after(Duration.ofSeconds(60));
        loop.observes();
        assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, PENDING, PENDING);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.INTERRUPTED);
    }

    @Test
    void thatTakeBackAnEarlierStepAreSent() {
        Action start = new ContainerAction.StartContainer(PerfectCluster.standBy(WEB));
        Action stop = new ContainerAction.StopContainer(PerfectCluster.standBy(WEB));
        Proposal proposal = loop.proposed(PerfectCluster.plan(PlanKind.BORROW, WEB, 1, start, stop));
        loop.approves(proposal);

        loop.works();
        loop.observes();

        assertThat(loop.sent()).extracting(Effect.Send::action).containsExactly(start, stop);
    }

    @Test
    void endWithAMemoryThatIsAskedOnlyAfterItWasSettled() {
        Proposal proposal = loop.proposed(quiesce(WEB, 1));
        loop.approves(proposal);
        loop.works();
        loop.observes();
        loop.works();

        loop.observes();

        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.DONE);
        assertThat(loop.judgement.asked.getLast().settledAt()).containsEntry(WEB, loop.now);
        assertThat(loop.state.memory().quiescedOf(WEB)).hasSize(2);
    }
}

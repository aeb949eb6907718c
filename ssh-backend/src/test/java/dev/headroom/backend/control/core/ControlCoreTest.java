package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.StepProgress.State.AWAITING_READING;
import static dev.headroom.backend.control.StepProgress.State.DONE;
import static dev.headroom.backend.control.StepProgress.State.FAILED;
import static dev.headroom.backend.control.StepProgress.State.NOT_NEEDED;
import static dev.headroom.backend.control.StepProgress.State.NOT_RUN;
import static dev.headroom.backend.control.StepProgress.State.PENDING;
import static dev.headroom.backend.control.StepProgress.State.RUNNING;
import static dev.headroom.backend.control.StepProgress.State.VERIFYING;
import static dev.headroom.backend.control.core.PerfectCluster.MAIL;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlCoreTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    /** A proposal to borrow for web, open. */
    private Proposal proposed() {
        return proposed(loop, borrow(WEB, 1, 10));
    }

    private static Proposal proposed(Loop loop, Plan plan) {
        loop.judgement.propose(plan);
        loop.observes();
        return loop.open();
    }

    /** The same, approved: the command of its first step is on the way. */
    private Proposal running() {
        Proposal proposal = proposed();
        loop.approves(proposal);
        return proposal;
    }

    private static void settleDown(Loop loop, ServiceId service) {
        loop.judgement.say(new Verdict.NoChange(service, List.of()));
    }

    @Nested
    class Offers {
        @Test
        void opensAProposalWithTheExactCommands() {
            Proposal proposal = proposed();

            assertThat(proposal.status()).isEqualTo(Proposal.Status.OPEN);
            assertThat(proposal.id()).hasToString("P1");
            assertThat(proposal.steps()).extracting(StepProgress::state).containsOnly(PENDING);
            assertThat(proposal.steps().getFirst().commands())
                    .extracting(ExactCommand::text)
                    .containsExactly("do start web on rs2");
            assertThat(loop.journal()).containsExactly(JournalEntry.Kind.PROPOSED);
            assertThat(loop.sent()).isEmpty();
        }

        @Test
        void keepsAProposalWhileOnlyNumbersDrift() {
            Proposal first = proposed();

            loop.judgement.propose(borrow(WEB, 2, 12));
            loop.observes();

            assertThat(loop.open()).isEqualTo(first);
        }

        @Test
        void supersedesAProposalByAnotherPlan() {
            Proposal first = proposed();

            Proposal second = proposed(loop, quiesce(WEB, 2));

            assertThat(loop.again(first).status()).isEqualTo(Proposal.Status.SUPERSEDED);
            assertThat(second.id()).hasToString("P2");
            assertThat(loop.state.proposals()).extracting(Proposal::id).containsExactly(second.id(), first.id());
        }

        @Test
        void withdrawsWhatIsNotAskedForAnyMore() {
            Proposal proposal = proposed();

            loop.judgement.say(new Verdict.NoChange(WEB, List.of("All is well.")));
            loop.observes();

            assertThat(loop.state.open()).isEmpty();
            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.SUPERSEDED);
            assertThat(loop.again(proposal).note()).isEqualTo("All is well.");
        }

        @Test
        void keepsWhatMayStillRunWhileAReadingIsMissing() {
            Proposal proposal = proposed();

            loop.judgement.say(new Verdict.Undecided(WEB, List.of("Nobody can say.")));
            loop.observes();

            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.OPEN);
        }

        @Test
        void doesNotOfferARejectedPlanAgainUntilTheTermIsOver() {
            Proposal rejected = proposed();
            loop.asked(new Intent.Reject(rejected.id(), "not today", Loop.OPERATOR));
            assertThat(loop.again(rejected).note()).isEqualTo("Rejected by ann: not today.");

            loop.judgement.propose(borrow(WEB, 2, 12));
            loop.after(loop.policy.deadlines().proposal().minus(Loop.INTERVAL));
            loop.observes();
            assertThat(loop.state.open()).isEmpty();

            loop.observes();
            assertThat(loop.open().id()).hasToString("P2");
        }

        @Test
        void offersAnotherPlanAfterARejection() {
            loop.asked(new Intent.Reject(proposed().id(), "", Loop.OPERATOR));

            assertThat(proposed(loop, quiesce(WEB, 2)).id()).hasToString("P2");
        }

        @Test
        void letsAProposalExpireAndOffersItAnew() {
            Proposal old = proposed();

            loop.after(loop.policy.deadlines().proposal());
            loop.observes();

            assertThat(loop.again(old).status()).isEqualTo(Proposal.Status.EXPIRED);
            assertThat(loop.open().id()).hasToString("P2");
        }

        @Test
        void offersNothingElseForAServiceWhosePlanRuns() {
            Proposal running = running();

            loop.judgement.propose(quiesce(WEB, 2));
            loop.observes();

            assertThat(loop.state.open()).isEmpty();
            assertThat(loop.again(running).status()).isEqualTo(Proposal.Status.RUNNING);
        }

        @Test
        void offersForEachServiceOnItsOwn() {
            proposed();
            loop.judgement.propose(borrow(MAIL, 1, 10));
            loop.observes();

            assertThat(loop.state.open()).extracting(p -> p.plan().service()).containsExactlyInAnyOrder(WEB, MAIL);
        }

        @Test
        void keepsTheLastEndedProposalsOnly() {
            for (int i = 0; i < 120; i++) {
                loop.judgement.propose(i % 2 == 0 ? borrow(WEB, i, 10) : quiesce(WEB, i));
                loop.observes();
            }

            assertThat(loop.open().id()).hasToString("P120");
            assertThat(loop.state.proposals()).hasSizeLessThan(60);
        }
    }

    @Nested
    class Answers {
        record Case(String name, Consumer<Loop> before, Function<Proposal, Intent> intent, String sentence) {
            @Override
            public String toString() {
                return name;
            }
        }

        private static Intent approve(Proposal p) {
            return new Intent.Approve(p.id(), p.plan().basisRevision(), Loop.OPERATOR);
        }

        private static Case approval(String name, Consumer<Loop> before, String sentence) {
            return new Case(name, before, Answers::approve, sentence);
        }

        static Stream<Case> refusals() {
            return Stream.of(
                    approval(
                            "approve in watch mode",
                            l -> l.asked(new Intent.SetMode(Mode.WATCH, Loop.OPERATOR)),
                            "In watch mode nothing may be changed. Switch the cluster to manual first."),
                    approval(
                            "approve while halted",
                            l -> l.asked(new Intent.Halt(Loop.OPERATOR)),
                            "The master is halted. Resume first."),
                    approval("approve twice", l -> l.approves(l.open()), "P1 is running, not open."),
                    approval(
                            "approve what was rejected",
                            l -> l.asked(new Intent.Reject(l.open().id(), "", Loop.OPERATOR)),
                            "P1 is rejected, not open."),
                    approval(
                            "approve what the checker objects to",
                            l -> l.judgement.object(WEB, "Too few would serve."),
                            "P1 no longer fits the cluster: Too few would serve."),
                    new Case(
                            "approve another plan than was seen",
                            l -> {},
                            p -> new Intent.Approve(p.id(), p.plan().basisRevision() + 1, Loop.OPERATOR),
                            "P1 was made from other readings than the plan you saw; look at it again."),
                    new Case(
                            "approve what there is not",
                            l -> {},
                            p -> new Intent.Approve(new ProposalId(9), 1, Loop.OPERATOR),
                            "There is no proposal P9."),
                    new Case(
                            "reject what runs",
                            l -> l.approves(l.open()),
                            p -> new Intent.Reject(p.id(), "", Loop.OPERATOR),
                            "P1 is not open."),
                    new Case(
                            "undo what has not ended",
                            l -> {},
                            p -> new Intent.Undo(p.id(), Loop.OPERATOR),
                            "P1 has not ended. Halt it first."),
                    new Case(
                            "undo what did nothing",
                            l -> l.asked(new Intent.Reject(l.open().id(), "", Loop.OPERATOR)),
                            p -> new Intent.Undo(p.id(), Loop.OPERATOR),
                            "There is nothing to undo in P1."));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource
        void refusals(Case wrong) {
            Proposal proposal = proposed();
            wrong.before().accept(loop);
            List<Effect.Send> sentBefore = loop.sent();

            List<Effect> effects = loop.asked(wrong.intent().apply(proposal));

            assertThat(Loop.refusals(effects)).containsExactly(wrong.sentence());
            assertThat(loop.sent()).isEqualTo(sentBefore);
            assertThat(loop.journal()).last().isEqualTo(JournalEntry.Kind.REFUSED);
            assertThat(loop.state.notices().getFirst().sentence()).isEqualTo(wrong.sentence());
        }

        @Test
        void supersedesWhatTheCheckerObjectsTo() {
            Proposal proposal = proposed();
            loop.judgement.object(WEB, "Too few would serve.");

            loop.approves(proposal);

            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.SUPERSEDED);
        }

        @Test
        void refusesASecondPlanThatTouchesTheSame() {
            running();
            loop.judgement.propose(borrow(MAIL, 1, 10));
            loop.observes();

            assertThat(Loop.refusals(loop.approves(loop.open())))
                    .containsExactly("P1 has a command on the way and touches the capacity of rs2 too;"
                            + " P2 can begin as soon as it only waits.");
        }

        @Test
        void refusesAServiceThatIsOnlyWatched() {
            Loop careful = new Loop(Mode.AUTOMATIC, Map.of(WEB, Mode.WATCH));
            Proposal proposal = proposed(careful, borrow(WEB, 1, 10));

            assertThat(Loop.refusals(careful.approves(proposal)))
                    .containsExactly("In watch mode nothing may be changed. Switch web to manual first.");
        }

        @Test
        void approvesAgainAfterResuming() {
            Proposal proposal = proposed();
            loop.asked(new Intent.Halt(Loop.OPERATOR));
            loop.asked(new Intent.Resume(Loop.OPERATOR));

            loop.approves(proposal);

            assertThat(loop.sent()).hasSize(1);
            assertThat(loop.journal())
                    .containsExactly(
                            JournalEntry.Kind.PROPOSED,
                            JournalEntry.Kind.HALTED,
                            JournalEntry.Kind.RESUMED,
                            JournalEntry.Kind.APPROVED,
                            JournalEntry.Kind.STEP_SENT);
        }
    }

    @Nested
    class Steps {
        @Test
        void runInOrderEachAfterTheOneBeforeWasSeen() {
            Proposal proposal = running();
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
            settleDown(loop, WEB);
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
            Proposal proposal = running();
            loop.after(Duration.ofSeconds(3));
            loop.works();
            Instant ended = loop.now;

            loop.after(Duration.ofSeconds(1));
            loop.observesAsOf(ended.plus(asked.afterTheCommandEnded()));

            assertThat(loop.steps(proposal).getFirst()).isEqualTo(asked.proof() ? DONE : VERIFYING);
        }

        @Test
        void areNotProvenWhileTheCommandIsOnTheWay() {
            Proposal proposal = running();
            loop.cluster.apply(loop.lastSent().action());

            loop.observes();

            assertThat(loop.steps(proposal)).startsWith(RUNNING);
        }

        @Test
        void thatHoldAlreadySendNothing() {
            loop.cluster.apply(new ContainerAction.StartContainer(PerfectCluster.standBy(WEB)));

            Proposal proposal = running();

            assertThat(loop.steps(proposal)).containsExactly(NOT_NEEDED, NOT_NEEDED, RUNNING, PENDING);
            assertThat(loop.sent()).hasSize(1);
        }

        @Test
        void refusedButSeenAreDone() {
            Proposal proposal = running();
            loop.cluster.apply(loop.lastSent().action());
            loop.ends(new CommandOutcome.Refused("already running"));

            loop.observes();

            assertThat(loop.steps(proposal)).startsWith(DONE);
        }

        @Test
        void refusedAndNotSeenFailAtTheNextReading() {
            Proposal proposal = running();
            loop.works();
            loop.observes();
            loop.ends(new CommandOutcome.Refused("Operation not permitted"));
            loop.observesAsOf(loop.now);
            assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, VERIFYING, PENDING);

            loop.observes();

            assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, FAILED, NOT_RUN);
            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.FAILED);
            assertThat(loop.again(proposal).note()).isEqualTo("Step 3 failed: Operation not permitted");
            assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.UNDO);
            assertThat(loop.open().plan().actions())
                    .containsExactly(new ContainerAction.StopContainer(PerfectCluster.standBy(WEB)));
            assertThat(loop.state.notices().getFirst().severity()).isEqualTo(ControlState.Severity.FAILURE);
        }

        @Test
        void whoseOutputLooksLikeARefusalAreStillWaitedFor() {
            Proposal proposal = running();
            loop.ends(new CommandOutcome.Ran("Refused: to be alarmed"));

            loop.observes();

            assertThat(loop.steps(proposal)).startsWith(VERIFYING);
        }

        @Test
        void ofUnclearOutcomeAreNeverSentAgain() {
            Proposal proposal = running();
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
            Proposal proposal = running();
            loop.ends(new CommandOutcome.Indeterminate("The connection was lost."));

            settleDown(loop, WEB);
            loop.after(loop.policy.deadlines().start());
            loop.observes();

            assertThat(loop.steps(proposal)).containsExactly(FAILED, NOT_RUN, NOT_RUN, NOT_RUN);
            assertThat(loop.again(proposal).note())
                    .isEqualTo("Step 1 failed: start web on rs2: within 30 s it was not seen to happen."
                            + " The command said: The connection was lost.");
            assertThat(loop.state.open()).isEmpty();
        }

        @Test
        void ofASilentHostFailInTime() {
            Proposal proposal = running();
            loop.ends(new CommandOutcome.Ran(""));
            Instant old = loop.now;

            loop.after(Duration.ofSeconds(60));
            loop.observesAsOf(old);
            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.RUNNING);

            loop.after(Duration.ofSeconds(1));
            loop.observesAsOf(old);
            assertThat(loop.again(proposal).note()).endsWith("within 60 s rs2 sent no reading.");
        }

        @Test
        void whoseExecutorNeverAnswersAreJudgedByTheHosts() {
            Proposal proposal = running();
            loop.cluster.apply(loop.lastSent().action());
            loop.after(Duration.ofMinutes(5));

            loop.observes();
            assertThat(loop.steps(proposal)).startsWith(VERIFYING);

            loop.observes();
            assertThat(loop.steps(proposal)).startsWith(DONE);
        }

        @Test
        void whoseConditionIsNotMetFailWithoutACommand() {
            Proposal proposal = proposed(
                    loop,
                    PerfectCluster.plan(
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
            Proposal proposal = running();
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
            Proposal proposal = running();
            loop.works();
            loop.cluster.isLate(true);
            loop.judgement.stepObjection = Optional.of("rs2 is not measured.");

            loop.observes();
            loop.after(Duration.ofSeconds(15));
            loop.observes();
            assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, FAILED, NOT_RUN);
            assertThat(loop.again(proposal).note()).isEqualTo("Step 3 failed: rs2 is not measured.");
        }

        @Test
        void thatTakeBackAnEarlierStepAreSent() {
            Action start = new ContainerAction.StartContainer(PerfectCluster.standBy(WEB));
            Action stop = new ContainerAction.StopContainer(PerfectCluster.standBy(WEB));
            Proposal proposal = proposed(loop, PerfectCluster.plan(PlanKind.BORROW, WEB, 1, start, stop));
            loop.approves(proposal);

            loop.works();
            loop.observes();

            assertThat(loop.sent()).extracting(Effect.Send::action).containsExactly(start, stop);
        }

        @Test
        void endWithAMemoryThatIsAskedOnlyAfterItWasSettled() {
            Proposal proposal = proposed(loop, quiesce(WEB, 1));
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

    @Nested
    class Halting {
        @Test
        void followsTheCommandOnTheWayAndRunsNothingMore() {
            Proposal proposal = running();
            loop.works();
            loop.observes();

            loop.asked(new Intent.Halt(Loop.OPERATOR));
            assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, RUNNING, NOT_RUN);
            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.RUNNING);

            loop.works();
            loop.observes();
            assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, DONE, NOT_RUN);
            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
            assertThat(loop.again(proposal).note()).isEqualTo("Halted by ann.");
            assertThat(loop.sent()).hasSize(2);
            assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.UNDO);
            assertThat(loop.open().plan().actions()).hasSize(2);
        }

        @Test
        void endsAWaitAtOnce() {
            loop.cluster.apply(new ContainerAction.StartContainer(PerfectCluster.standBy(WEB)));
            Proposal proposal = proposed(
                    loop,
                    PerfectCluster.plan(
                            PlanKind.GIVE_BACK,
                            WEB,
                            1,
                            new ContainerAction.AwaitServing(
                                    new ContainerId(new ServerId("rs2"), "mail"), Duration.ofSeconds(30))));
            loop.approves(proposal);
            assertThat(loop.steps(proposal)).containsExactly(VERIFYING);

            loop.asked(new Intent.Halt(Loop.OPERATOR));

            assertThat(loop.steps(proposal)).containsExactly(NOT_RUN);
            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
        }

        @Test
        void duringTheLastStepChangesNothing() {
            Proposal proposal = proposed(loop, quiesce(WEB, 1));
            loop.approves(proposal);
            loop.works();
            loop.observes();
            loop.asked(new Intent.Halt(Loop.OPERATOR));
            loop.works();

            loop.observes();

            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.DONE);
            assertThat(loop.state.halted()).isTrue();
        }

        @Test
        void isNotUndoneByResumingWhileTheCommandIsOnTheWay() {
            Proposal proposal = running();
            loop.asked(new Intent.Halt(Loop.OPERATOR));
            loop.asked(new Intent.Resume(Loop.OPERATOR));

            loop.works();
            loop.observes();

            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
            assertThat(loop.sent()).hasSize(1);
        }

        @Test
        void happensWhenOnlyWatchingIsAskedFor() {
            Proposal proposal = running();
            loop.asked(new Intent.SetMode(Mode.WATCH, "bob"));

            loop.works();
            loop.observes();

            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
            assertThat(loop.again(proposal).note()).isEqualTo("Halted by bob.");
            assertThat(loop.sent()).hasSize(1);
        }

        @Test
        void isObeyedEvenIfNobodyMarkedTheSteps() {
            Proposal proposal = running();
            // as the driver leaves the state after a fault in the core
            loop.state = loop.state.withHalted(true);

            loop.works();
            loop.observes();

            assertThat(loop.steps(proposal)).containsExactly(DONE, NOT_NEEDED, NOT_RUN, NOT_RUN);
            assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.HALTED);
            assertThat(loop.sent()).hasSize(1);
        }

        @Test
        void happensWhenTheJournalFails() {
            Proposal proposal = running();
            loop.happens(new Event.JournalFailed("No space left on device"));
            loop.happens(new Event.JournalFailed("No space left on device"));

            loop.works();
            loop.observes();

            assertThat(loop.state.halted()).isTrue();
            assertThat(loop.again(proposal).note()).isEqualTo("Halted by the master.");
            assertThat(loop.state.notices())
                    .extracting(ControlState.Notice::sentence)
                    .containsOnlyOnce(
                            "Halted: the journal cannot be written (No space left on device). Mend that, then resume.");
        }
    }

    @Nested
    class Undoing {
        private Proposal halted() {
            Proposal proposal = running();
            loop.asked(new Intent.Halt(Loop.OPERATOR));
            loop.works();
            settleDown(loop, WEB);
            loop.observes();
            loop.asked(new Intent.Resume(Loop.OPERATOR));
            return proposal;
        }

        @Test
        void runsTheInverseOnTheSamePath() {
            halted();
            Proposal undo = loop.open();

            loop.approves(undo);
            loop.works();
            loop.observes();

            assertThat(loop.again(undo).status()).isEqualTo(Proposal.Status.DONE);
            assertThat(loop.lastSent().action())
                    .isEqualTo(new ContainerAction.StopContainer(PerfectCluster.standBy(WEB)));
        }

        @Test
        void isOfferedOnceOnly() {
            Proposal ended = halted();

            assertThat(Loop.refusals(loop.asked(new Intent.Undo(ended.id(), Loop.OPERATOR))))
                    .containsExactly("P2 of web is open; it must end first.");
        }

        @Test
        void canBeAskedForAfterARejection() {
            Proposal ended = halted();
            loop.asked(new Intent.Reject(loop.open().id(), "", Loop.OPERATOR));

            loop.asked(new Intent.Undo(ended.id(), Loop.OPERATOR));

            assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.UNDO);
        }

        @Test
        void takesThePlaceOfAnotherProposalForTheService() {
            Proposal ended = halted();
            loop.asked(new Intent.Reject(loop.open().id(), "", Loop.OPERATOR));
            Proposal other = proposed(loop, quiesce(WEB, 5));

            loop.asked(new Intent.Undo(ended.id(), Loop.OPERATOR));

            assertThat(loop.again(other).status()).isEqualTo(Proposal.Status.SUPERSEDED);
            assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.UNDO);
        }

        @Test
        void isNotSupersededByNewReadings() {
            halted();
            Proposal undo = loop.open();

            loop.judgement.propose(borrow(WEB, 5, 10));
            loop.observes();

            assertThat(loop.open()).isEqualTo(undo);
        }

        @Test
        void givesWayToAFailedServer() {
            halted();
            Proposal undo = loop.open();

            loop.judgement.propose(quiesce(WEB, 5));
            loop.observes();

            assertThat(loop.again(undo).status()).isEqualTo(Proposal.Status.SUPERSEDED);
            assertThat(loop.open().plan().kind()).isEqualTo(PlanKind.FAILOVER);
        }

        @Test
        void findsNothingLeftWhenSomebodyElseDidIt() {
            Proposal ended = halted();
            loop.asked(new Intent.Reject(loop.open().id(), "", Loop.OPERATOR));
            loop.cluster.apply(new ContainerAction.StopContainer(PerfectCluster.standBy(WEB)));
            loop.observes();

            assertThat(Loop.refusals(loop.asked(new Intent.Undo(ended.id(), Loop.OPERATOR))))
                    .containsExactly("There is nothing to undo in P1.");
        }
    }

    @Nested
    class Automatic {
        private final Loop automatic = new Loop(Mode.AUTOMATIC);

        @Test
        void approvesTheMostUrgentServiceFirst() {
            automatic.judgement.propose(borrow(WEB, 1, 10));
            automatic.judgement.propose(borrow(MAIL, 1, 10));

            automatic.observes();
            automatic.readAtOnce();

            Proposal running = automatic.state.running().getFirst();
            assertThat(running.plan().service()).isEqualTo(MAIL);
            assertThat(running.note()).isEqualTo("Approved by automatic.");
            assertThat(automatic.sent()).hasSize(1);
            assertThat(automatic.open().plan().service()).isEqualTo(WEB);
        }

        @Test
        void leavesAServiceToTheOperatorAfterAFailureForTheTermOfAProposal() {
            automatic.judgement.propose(borrow(WEB, 1, 10));
            automatic.observes();
            automatic.readAtOnce();
            automatic.ends(new CommandOutcome.Refused("no"));
            automatic.observes();
            assertThat(automatic.open().plan().service()).isEqualTo(WEB);
            assertThat(automatic.state.running()).isEmpty();

            automatic.after(automatic.policy.deadlines().proposal().minus(Loop.INTERVAL));
            automatic.observes();
            assertThat(automatic.sent()).hasSize(1);

            automatic.observes();
            automatic.readAtOnce();
            assertThat(automatic.sent()).hasSize(2);
        }

        @Test
        void doesNotSuspendTheOtherServices() {
            automatic.judgement.propose(borrow(WEB, 1, 10));
            automatic.observes();
            automatic.readAtOnce();
            automatic.ends(new CommandOutcome.Refused("no"));
            automatic.observes();

            automatic.judgement.propose(borrow(MAIL, 1, 10));
            automatic.observes();

            assertThat(automatic.state.running().getFirst().plan().service()).isEqualTo(MAIL);
        }

        @Test
        void neverApprovesAnUndo() {
            automatic.judgement.propose(quiesce(WEB, 1));
            automatic.observes();
            automatic.readAtOnce();
            automatic.works();
            automatic.observes();
            automatic.works();
            settleDown(automatic, WEB);
            automatic.observes();
            automatic.asked(new Intent.Undo(new ProposalId(1), Loop.OPERATOR));
            Proposal undo = automatic.open();
            assertThat(undo.plan().kind()).isEqualTo(PlanKind.UNDO);

            automatic.observes();

            assertThat(automatic.again(undo).status()).isEqualTo(Proposal.Status.OPEN);
            assertThat(automatic.sent()).hasSize(2);
        }

        @ParameterizedTest
        @EnumSource(names = {"WATCH", "MANUAL"})
        void isCappedByTheModeOfTheService(Mode mode) {
            Loop capped = new Loop(Mode.AUTOMATIC, Map.of(WEB, mode));

            proposed(capped, borrow(WEB, 1, 10));

            assertThat(capped.sent()).isEmpty();
        }

        @Test
        void cannotBeGivenToOneServiceOfAManualCluster() {
            Loop manual = new Loop(Mode.MANUAL, Map.of(WEB, Mode.AUTOMATIC));

            proposed(manual, borrow(WEB, 1, 10));

            assertThat(manual.sent()).isEmpty();
        }

        @Test
        void goesOnWithTheNextWhenTheCheckerObjectsToTheFirst() {
            automatic.judgement.object(MAIL, "Too few would serve.");
            automatic.judgement.propose(borrow(WEB, 1, 10));
            automatic.judgement.propose(borrow(MAIL, 1, 10));

            automatic.observes();

            assertThat(automatic.state.running().getFirst().plan().service()).isEqualTo(WEB);
            assertThat(automatic.open().plan().service()).isEqualTo(MAIL);
        }

        @Test
        void beginsNothingWhileHalted() {
            automatic.asked(new Intent.Halt(Loop.OPERATOR));

            proposed(automatic, borrow(WEB, 1, 10));

            assertThat(automatic.sent()).isEmpty();
        }
    }
}

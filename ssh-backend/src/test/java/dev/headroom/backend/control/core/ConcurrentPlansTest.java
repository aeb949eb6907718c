package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;
import static dev.headroom.backend.control.core.PerfectCluster.MAIL;
import static dev.headroom.backend.control.core.PerfectCluster.NEWS;
import static dev.headroom.backend.control.core.PerfectCluster.RS1;
import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static dev.headroom.backend.control.core.PerfectCluster.RS3;
import static dev.headroom.backend.control.core.PerfectCluster.RS4;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.giveBack;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.concurrency.Concurrency;
import dev.headroom.backend.control.restraint.Reverting;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A waiting plan blocks only what it waits for; plans that change nothing in common run side by side. */
class ConcurrentPlansTest {
    private final Loop loop = new Loop(Mode.AUTOMATIC, Map.of(), PerfectCluster.wide());

    /** Web's loan on rs3 is quiesced, and a client stays on it: the plan waits. */
    private Proposal draining(Loop loop) {
        loop.cluster.lends(WEB, RS3);
        loop.cluster.connect(WEB, RS3, 1);
        loop.judgement.propose(giveBack(WEB, RS3, 1));
        loop.goesOn();
        if (loop.state.mode() == Mode.MANUAL) {
            loop.approves(loop.open());
            loop.goesOn();
        }
        loop.judgement.say(new Verdict.NoChange(WEB, List.of()));
        Proposal drain = loop.running();
        assertThat(drain.hasCommandInFlight()).isFalse();
        return drain;
    }

    private Proposal proposed(Plan plan) {
        loop.judgement.propose(plan);
        loop.observes();
        Proposal proposal = loop.state.proposals().getFirst();
        if (proposal.steps().stream().anyMatch(StepProgress::isWaiting)) {
            loop.readAtOnce();
        }
        return loop.again(proposal);
    }

    private Status status(Proposal proposal) {
        return loop.again(proposal).status();
    }

    @Nested
    class ADrain {
        @Test
        void doesNotHoldUpAnotherService() {
            Proposal drain = draining(loop);

            Proposal other = proposed(borrow(MAIL, RS4, 2, 10));
            loop.goesOn();

            assertThat(status(other)).isEqualTo(Status.DONE);
            assertThat(status(drain)).isEqualTo(Status.RUNNING);
        }

        @Test
        void doesNotHoldUpAnotherContainerOfItsService() {
            Proposal drain = draining(loop);

            Proposal other = proposed(borrow(WEB, RS4, 2, 10));
            loop.goesOn();

            assertThat(status(other)).isEqualTo(Status.DONE);
            assertThat(status(drain)).isEqualTo(Status.RUNNING);
        }

        @Test
        void doesNotHoldUpAFailoverOfItsService() {
            Proposal drain = draining(loop);

            Proposal failover = proposed(quiesce(WEB, RS1, 2));
            loop.goesOn();

            assertThat(status(failover)).isEqualTo(Status.DONE);
            assertThat(status(drain)).isEqualTo(Status.RUNNING);
        }

        @Test
        void isFollowedToItsEndBesideWhatElseRuns() {
            Proposal drain = draining(loop);
            Proposal other = proposed(borrow(MAIL, RS4, 2, 10));

            loop.cluster.connect(WEB, RS3, 0);
            loop.goesOn();

            assertThat(status(other)).isEqualTo(Status.DONE);
            assertThat(status(drain)).isEqualTo(Status.DONE);
        }

        @Test
        void holdsItsOwnContainerAgainstWhatIsNotMoreUrgent() {
            Proposal drain = draining(loop);

            loop.judgement.propose(giveBack(WEB, RS3, 2));
            loop.goesOn();

            assertThat(loop.state.open()).isEmpty();
            assertThat(loop.running()).isEqualTo(loop.again(drain));
        }

        @Test
        void isMeasuredAgainFromItsBeginningNotFromItsEnd() {
            draining(loop);
            assertThat(loop.state.memory().settledAt()).containsKey(WEB);
            var begun = loop.state.memory().settledAt().get(WEB);

            loop.after(Duration.ofMinutes(20));
            loop.cluster.connect(WEB, RS3, 0);
            loop.goesOn();

            assertThat(loop.state.running()).isEmpty();
            assertThat(loop.state.memory().settledAt()).containsEntry(WEB, begun);
        }
    }

    @Nested
    class AMoreUrgentPlan {
        /** A borrow of mail that waits for its container to answer holds the whole service. */
        private Proposal waitingForAnAnswer() {
            Plan slow = PerfectCluster.plan(
                    PlanKind.BORROW,
                    MAIL,
                    1,
                    // nobody starts it, so it never answers
                    new ContainerAction.AwaitServing(new ContainerId(RS3, "mail"), Duration.ofHours(1)),
                    borrow(MAIL, RS3, 1, 10).actions().get(2),
                    borrow(MAIL, RS3, 1, 10).actions().get(3));
            Proposal waiting = proposed(slow);
            assertThat(status(waiting)).isEqualTo(Status.RUNNING);
            return waiting;
        }

        @Test
        void makesALessUrgentOneWaitThatOnlyWaits() {
            Proposal waiting = waitingForAnAnswer();

            Proposal failover = proposed(quiesce(MAIL, RS1, 2));

            assertThat(status(failover)).isEqualTo(Status.RUNNING);
            assertThat(status(waiting)).isEqualTo(Status.SUSPENDED);
            assertThat(loop.again(waiting).note())
                    .isEqualTo("Gave way to P2, which touches some of the same; it goes on when that has ended.");
            assertThat(loop.journal()).contains(JournalEntry.Kind.SUSPENDED);
        }

        @Test
        void isFollowedByTheRestOfTheOneThatGaveWay() {
            Proposal waiting = waitingForAnAnswer();
            Proposal failover = proposed(quiesce(MAIL, RS1, 2));
            loop.judgement.say(new Verdict.NoChange(MAIL, List.of()));

            loop.goesOn();
            assertThat(status(failover)).isEqualTo(Status.DONE);
            assertThat(status(waiting)).isEqualTo(Status.RUNNING);
            assertThat(loop.journal()).contains(JournalEntry.Kind.CONTINUED);

            loop.cluster.apply(new ContainerAction.StartContainer(new ContainerId(RS3, "mail")));
            loop.goesOn();
            assertThat(status(waiting)).isEqualTo(Status.DONE);
        }

        @Test
        void endsTheOneThatGaveWayWhenItsRestNoLongerFits() {
            Proposal waiting = waitingForAnAnswer();
            proposed(quiesce(MAIL, RS1, 2));
            loop.judgement.say(new Verdict.NoChange(MAIL, List.of()));
            loop.judgement.object(MAIL, "Too many would serve.");

            loop.goesOn();

            assertThat(status(waiting)).isEqualTo(Status.SUPERSEDED);
            assertThat(loop.again(waiting).note())
                    .isEqualTo("Gave way to a more urgent plan; its rest no longer fits: Too many would serve.");
        }

        @Test
        void takesTheContainerOfADrain() {
            Proposal drain = draining(loop);
            assertThat(Reverting.armed(loop.state)).containsExactly(drain.id());
            Action again = new TableAction.SetWeight(
                    PerfectCluster.LB1,
                    WEB,
                    PerfectCluster.address(WEB),
                    loop.state
                            .snapshot()
                            .destination(PerfectCluster.LB1, WEB, PerfectCluster.endpoint(RS3, WEB))
                            .orElseThrow()
                            .spec(),
                    new dev.headroom.ma2scf.model.Weight(10));

            Proposal needed = proposed(PerfectCluster.plan(PlanKind.BORROW, WEB, 2, again));

            assertThat(status(needed)).isEqualTo(Status.RUNNING);
            assertThat(status(drain)).isEqualTo(Status.SUSPENDED);
            assertThat(Reverting.armed(loop.state))
                    .as("the newer plan has decided who gets clients")
                    .containsExactly(needed.id());
        }

        @Test
        void neverBeginsInTheMiddleOfACommand() {
            Proposal busy = proposed(borrow(MAIL, RS3, 1, 10));
            assertThat(loop.again(busy).hasCommandInFlight()).isTrue();

            loop.judgement.propose(quiesce(MAIL, RS1, 2));
            loop.observes();

            assertThat(loop.running()).isEqualTo(loop.again(busy));
            assertThat(loop.state.open()).isEmpty();
        }

        @Test
        void ofAnotherServiceBeginsWithoutDelay() {
            proposed(borrow(MAIL, RS3, 1, 10));

            Proposal failover = proposed(quiesce(WEB, RS1, 2));

            assertThat(status(failover)).isEqualTo(Status.RUNNING);
            assertThat(loop.state.running()).hasSize(2);
        }

        @Test
        void isNotLeftToTheOperatorBecauseALessUrgentOneFailed() {
            Proposal unanswered = waitingForAnAnswer();
            loop.after(Duration.ofHours(2));
            loop.observes();
            assertThat(status(unanswered)).isEqualTo(Status.FAILED);

            Proposal failover = proposed(quiesce(WEB, RS1, 2));

            assertThat(status(failover)).isEqualTo(Status.RUNNING);
        }
    }

    @Nested
    class Approvals {
        private final Loop manual = new Loop(Mode.MANUAL, Map.of(), PerfectCluster.wide());

        private Proposal open(Plan plan) {
            manual.judgement.propose(plan);
            manual.observes();
            return manual.state.open().stream()
                    .filter(p -> p.plan().service().equals(plan.service()))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void ofTwoPlansForTheSameLenderAreGivenOneAfterTheOther() {
            Proposal first = open(borrow(MAIL, RS3, 1, 10));
            Proposal second = open(borrow(WEB, RS3, 1, 10));

            manual.approves(first);

            assertThat(Loop.refusals(manual.approves(second)))
                    .containsExactly(
                            "P1 is running and touches the capacity of rs3 too; P2 can begin when it has ended.");
            assertThat(Concurrency.obstacle(manual.state, manual.again(second))).isPresent();
        }

        /** Each home takes back what is its own; neither lends the other anything. */
        @Test
        void ofTwoRestoresOnTheSameServerRunSideBySide() {
            for (ServiceId service : List.of(WEB, MAIL)) {
                quiesce(service, RS1, 1).actions().forEach(manual.cluster::apply);
            }
            manual.observes();
            for (ServiceId service : List.of(WEB, MAIL)) {
                Action weight = new TableAction.SetWeight(
                        PerfectCluster.LB1,
                        service,
                        PerfectCluster.address(service),
                        manual.state
                                .snapshot()
                                .destination(PerfectCluster.LB1, service, PerfectCluster.endpoint(RS1, service))
                                .orElseThrow()
                                .spec(),
                        new dev.headroom.ma2scf.model.Weight(10));
                manual.approves(open(PerfectCluster.plan(PlanKind.RESTORE, service, 1, weight)));
            }

            assertThat(manual.state.running()).hasSize(2);
        }

        @Test
        void ofThreeServicesRunSideBySide() {
            for (Plan plan : List.of(borrow(MAIL, RS3, 1, 10), borrow(WEB, RS4, 1, 10), quiesce(NEWS, RS2, 1))) {
                manual.approves(open(plan));
            }

            assertThat(manual.state.running()).hasSize(3);
            assertThat(manual.onTheWay()).hasSize(3);
        }

        @Test
        void areJudgedOnWhatWillBeThereWhenTheOthersHaveEnded() {
            manual.judgement.checker = java.util.Optional.of(Judgement.OfMa2scf.with(manual.policy));
            // so that no more than half of the service is quiesced
            manual.cluster.lends(WEB, RS4);
            Proposal drain = draining(manual);
            Proposal failover = open(quiesce(WEB, RS1, 2));
            manual.approves(failover);
            manual.goesOn();

            assertThat(manual.again(failover).status()).isEqualTo(Status.DONE);
            assertThat(manual.again(drain).status()).isEqualTo(Status.RUNNING);
        }

        @Test
        void areTakenBackByOneHalt() {
            manual.approves(open(borrow(MAIL, RS3, 1, 10)));
            manual.approves(open(quiesce(NEWS, RS2, 1)));

            manual.asked(new Intent.Halt(Loop.OPERATOR));
            manual.goesOn();

            assertThat(manual.state.running()).isEmpty();
            assertThat(manual.state.proposals().stream().filter(p -> p.status() == Status.HALTED))
                    .hasSize(2);
        }
    }

    @Nested
    class Words {
        @Test
        void ofAnEndNameWhatTookItsPlace() {
            Loop manual = new Loop(Mode.MANUAL, Map.of(), PerfectCluster.wide());
            manual.judgement.propose(borrow(WEB, RS3, 1, 10));
            manual.observes();
            manual.judgement.propose(quiesce(WEB, RS1, 1));
            manual.observes();

            assertThat(manual.state.proposal(new ProposalId(1)).orElseThrow().note())
                    .isEqualTo("P2 took its place: newer readings ask for another plan.");
        }

        @Test
        void afterARejectionNothingOfTheSameKindIsOfferedUntilTheTermIsOver() {
            Loop manual = new Loop(Mode.MANUAL, Map.of(), PerfectCluster.wide());
            manual.judgement.propose(borrow(WEB, RS3, 1, 10));
            manual.observes();
            manual.asked(new Intent.Reject(manual.open().id(), "", Loop.OPERATOR));
            var until = manual.now.plus(manual.policy.deadlines().proposal());

            manual.judgement.propose(borrow(WEB, RS4, 1, 10));
            manual.observes();

            assertThat(manual.state.open()).isEmpty();
            assertThat(manual.state.rests(WEB))
                    .containsExactly(new Continuity.Rest(WEB, PlanKind.BORROW, new ProposalId(1), until));

            manual.after(manual.policy.deadlines().proposal());
            manual.observes();
            assertThat(manual.state.rests(WEB)).isEmpty();
            assertThat(manual.open().id()).hasToString("P2");
        }
    }
}

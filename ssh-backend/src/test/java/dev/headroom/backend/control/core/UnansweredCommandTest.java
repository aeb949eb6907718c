package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.RS3;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.plan.ContainerAction.StartContainer;
import dev.headroom.ma2scf.plan.ContainerAction.StopContainer;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command of which no answer came may still run on its host: no second one is sent for the same thing before its limit. */
class UnansweredCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(70);
    private static final ProposalId P1 = new ProposalId(1);
    private static final StartContainer START = new StartContainer(new ContainerId(RS3, "web"));

    private final Loop first = new Loop(Mode.MANUAL, Map.of(), PerfectCluster.wide());

    @BeforeEach
    void hostsEndWhatHangs() {
        first.cluster.ends(LIMIT);
    }

    /** The command that starts the container is on its way, and the master is killed. */
    private Loop killedAfterTheStart(Mode mode) {
        approvedStart();
        return first.restarted(mode);
    }

    private void approvedStart() {
        first.approves(first.proposed(borrow(WEB, RS3, 1, 10)));
        assertThat(first.lastSent().action()).isEqualTo(START);
        first.judgement.say(new Verdict.NoChange(WEB, List.of()));
    }

    private static void everythingFor(Loop loop, Duration time) {
        for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plus(Loop.INTERVAL)) {
            loop.observes();
        }
    }

    @Test
    void theNextAutomaticMasterStartsTheContainerOnceMoreOnlyAfterTheLimit() {
        Loop next = killedAfterTheStart(Mode.AUTOMATIC);

        everythingFor(next, LIMIT.minus(Loop.INTERVAL.multipliedBy(2)));
        assertThat(next.sent()).isEmpty();

        everythingFor(next, Loop.INTERVAL.multipliedBy(4));
        assertThat(next.sent()).extracting(Effect.Send::action).containsExactly(START);
    }

    @Test
    void anotherPlanForTheSameContainerWaitsToo() {
        Loop next = killedAfterTheStart(Mode.AUTOMATIC);
        next.asked(new Intent.Reject(P1, "", Loop.OPERATOR));
        // A plan that failed or was halted leaves the service to an operator.
        next.judgement.propose(PerfectCluster.plan(PlanKind.FAILOVER, WEB, 1, START));

        everythingFor(next, LIMIT.minus(Loop.INTERVAL.multipliedBy(3)));

        assertThat(next.sent()).isEmpty();
        assertThat(next.open().prospects().approval())
                .contains(
                        "'start web on rs3' was sent for P1 and no answer came: it may still run on rs3, which ends it within 70 s. Nothing else is sent for it before.");
        everythingFor(next, Loop.INTERVAL.multipliedBy(5));
        assertThat(next.sent()).extracting(Effect.Send::action).containsExactly(START);
    }

    @Test
    void anApprovalIsRefusedBeforeTheLimit() {
        Loop next = killedAfterTheStart(Mode.MANUAL);
        next.observes();

        List<String> refusals =
                Loop.refusals(next.approves(next.state.interrupted().getFirst()));

        assertThat(refusals).singleElement().asString().startsWith("'start web on rs3' was sent for P1");
        assertThat(next.sent()).isEmpty();
    }

    @Test
    void theContainerIsNotStoppedWhileItsStartMayRun() {
        Loop next = killedAfterTheStart(Mode.MANUAL);
        next.asked(new Intent.Reject(P1, "", Loop.OPERATOR));
        Plan stop = PerfectCluster.plan(PlanKind.GIVE_BACK, WEB, 1, new StopContainer(START.container()));

        Proposal proposal = next.proposed(stop);

        assertThat(Loop.refusals(next.agreesTo(proposal))).hasSize(1);
    }

    @Test
    void whatWasSeenToHappenHoldsNothingUp() {
        approvedStart();
        first.cluster.apply(START);
        Loop next = first.restarted(Mode.AUTOMATIC);

        next.goesOn();

        assertThat(next.state.proposal(P1).orElseThrow().status()).isEqualTo(Proposal.Status.DONE);
    }

    @Test
    void aClockThatWasSetBackHoldsNothingUpForLongerThanTheLimit() {
        approvedStart();
        first.after(Duration.ofDays(-3));
        Loop next = first.restarted(Mode.AUTOMATIC);

        everythingFor(next, LIMIT.plus(Loop.INTERVAL.multipliedBy(2)));

        assertThat(next.sent()).extracting(Effect.Send::action).containsExactly(START);
    }

    @Test
    void aLostConnectionIsNoAnswer() {
        approvedStart();
        first.ends(new CommandOutcome.Indeterminate("The connection was lost."));
        everythingFor(first, first.policy.deadlines().start().plus(Loop.INTERVAL));
        assertThat(first.state.proposal(P1).orElseThrow().status()).isEqualTo(Proposal.Status.FAILED);

        Proposal again = first.proposed(borrow(WEB, RS3, 1, 10));

        assertThat(again.prospects().approval()).isPresent();
    }

    @Test
    void aHostThatSaysThatTheCommandEndedHoldsNothingUp() {
        approvedStart();
        first.ends(new CommandOutcome.Indeterminate("It was ended there.", false));

        assertThat(first.state.continuity().unanswered()).isEmpty();
    }

    @Test
    void aWeightThatMayStillBeWrittenIsNotWrittenAgain() {
        first.cluster.ends(Duration.ofSeconds(20));
        first.approves(first.proposed(quiesce(WEB, PerfectCluster.RS1, 1)));
        first.judgement.say(new Verdict.NoChange(WEB, List.of()));
        Loop next = first.restarted(Mode.AUTOMATIC);

        everythingFor(next, Duration.ofSeconds(16));
        assertThat(next.sent()).isEmpty();

        everythingFor(next, Duration.ofSeconds(8));
        assertThat(next.sent()).isNotEmpty();
    }
}

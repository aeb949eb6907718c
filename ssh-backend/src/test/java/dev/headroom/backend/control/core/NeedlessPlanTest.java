package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.LB1;
import static dev.headroom.backend.control.core.PerfectCluster.RS1;
import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Between two steps a plan is judged by the newest readings: it ends when what it is for has passed. */
class NeedlessPlanTest {
    private final Judgement judgement = Judgement.OfMa2scf.with(SharingPolicy.defaults());

    @Test
    void endsBeforeItsNextStepAndOffersNoUndo() {
        Loop loop = new Loop(Mode.AUTOMATIC, Map.of(), PerfectCluster.wide());
        loop.judgement.propose(PerfectCluster.quiesce(WEB, 1));
        loop.observes();
        loop.observes();
        loop.works();
        Proposal running = loop.running();
        loop.judgement.needless = Optional.of("It serves again.");
        loop.settlesDown(WEB);

        loop.observes();

        assertThat(loop.again(running).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(loop.steps(running)).containsExactly(State.DONE, State.NOT_RUN);
        assertThat(loop.sent()).hasSize(1);
        assertThat(loop.state.open()).isEmpty();
        assertThat(loop.restarted(Mode.AUTOMATIC).again(running).status())
                .as("the next master knows it")
                .isEqualTo(Status.SUPERSEDED);
    }

    @Test
    void takesNoClientsFromAHomeThatServesAgain() {
        PerfectCluster cluster = PerfectCluster.wide();
        Plan failover = PerfectCluster.quiesce(WEB, 1);
        Action next = failover.actions().getFirst();
        assertThat(judgement.needless(failover, next, cluster.truth())).contains("192.0.2.11:80 serves again.");

        cluster.stopped(WEB, RS1);

        assertThat(judgement.needless(failover, next, cluster.truth())).isEmpty();
    }

    /** Of two homes that had failed one serves again: the plan goes on up to that one. */
    @Test
    void goesOnForTheHomeThatDoesNotServe() {
        PerfectCluster cluster = PerfectCluster.wide();
        List<Action> both = List.of(
                PerfectCluster.quiesce(WEB, RS1, 1).actions().getFirst(),
                PerfectCluster.quiesce(WEB, RS2, 1).actions().getFirst());
        Plan failover = PerfectCluster.plan(PlanKind.FAILOVER, WEB, 1, both.get(0), both.get(1));
        cluster.stopped(WEB, RS1);

        assertThat(judgement.needless(failover, both.get(0), cluster.truth())).isEmpty();
        assertThat(judgement.needless(failover, both.get(1), cluster.truth())).isPresent();
    }

    /** A loan is taken back although it serves: only a failover rests on a fault. */
    @Test
    void doesNotEndAGiveBack() {
        PerfectCluster cluster = PerfectCluster.wide();
        cluster.lends(WEB, PerfectCluster.RS3);
        Plan back = PerfectCluster.giveBack(WEB, PerfectCluster.RS3, 1);

        assertThat(back.actions()).anyMatch(a -> a.host().equals(LB1));
        assertThat(judgement.needless(back, back.actions().getFirst(), cluster.truth()))
                .isEmpty();
    }

    /** In the middle of its drain: its rest is not run, and automatic mode takes back what it did. */
    @Test
    void aDrainThatIsNeededAfterAllIsTakenBack() {
        Loop loop = draining(Mode.AUTOMATIC);
        Proposal drain = loop.running();
        loop.judgement.turning = Optional.of("web is at 95 % without the loan, above 80 %.");

        loop.goesOn();

        assertThat(loop.again(drain).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(loop.again(drain).note()).isEqualTo("It turned round: web is at 95 % without the loan, above 80 %.");
        assertThat(loop.steps(drain))
                .containsExactly(
                        State.DONE,
                        State.DONE,
                        State.NOT_RUN,
                        State.NOT_RUN,
                        State.NOT_RUN,
                        State.NOT_RUN,
                        State.NOT_RUN);
        assertThat(loop.state.proposals())
                .filteredOn(p -> p.plan().kind() == PlanKind.UNDO)
                .extracting(Proposal::status)
                .containsExactly(Status.DONE);
    }

    /** Where an operator approves, the drain ends by itself and its undo waits for the operator. */
    @Test
    void anOperatorIsOfferedTheUndoOfADrainThatIsNeededAfterAll() {
        Loop loop = draining(Mode.MANUAL);
        Proposal drain = loop.running();
        int sent = loop.sent().size();
        loop.judgement.turning = Optional.of("A home has failed.");

        loop.goesOn();

        assertThat(loop.again(drain).status()).isEqualTo(Status.SUPERSEDED);
        assertThat(loop.sent()).hasSize(sent);
        assertThat(loop.state.open()).extracting(p -> p.plan().kind()).containsExactly(PlanKind.UNDO);
    }

    private static Loop draining(Mode mode) {
        Loop loop = new Loop(mode, Map.of(), PerfectCluster.wide());
        loop.cluster.lends(WEB, PerfectCluster.RS3);
        loop.cluster.connect(WEB, PerfectCluster.RS3, 3);
        loop.judgement.propose(PerfectCluster.giveBack(WEB, PerfectCluster.RS3, 1));
        loop.goesOn();
        loop.judgement.say(new Verdict.NoChange(WEB, List.of()));
        if (mode == Mode.MANUAL) {
            loop.approves(loop.state.open().getFirst());
            loop.goesOn();
        }
        return loop;
    }

    /** It serves at the looks at which it listens; its failover rests on more than one look. */
    @Test
    void doesNotEndTheFailoverOfALoanThatListensNowAndThen() {
        PerfectCluster cluster = PerfectCluster.wide();
        cluster.lends(WEB, PerfectCluster.RS3);
        Action quiesce =
                PerfectCluster.giveBack(WEB, PerfectCluster.RS3, 1).actions().getFirst();
        Plan failover = PerfectCluster.plan(PlanKind.FAILOVER, WEB, 1, quiesce);

        assertThat(judgement.needless(failover, quiesce, cluster.truth())).isEmpty();
    }
}

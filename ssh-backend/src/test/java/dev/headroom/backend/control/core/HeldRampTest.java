package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.LB1;
import static dev.headroom.backend.control.core.PerfectCluster.RS3;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The weight of a loan is raised no further while its container can serve no more. */
class HeldRampTest {
    private static final String FULL = "web-3 gets no more clients while it can serve no more: its queue is full.";

    private final Loop loop = new Loop(Mode.AUTOMATIC, Map.of(), PerfectCluster.wide());

    private Proposal ramping() {
        loop.judgement.propose(ramped());
        loop.observes();
        loop.observes();
        loop.judgement.strained = Optional.of(FULL);
        for (int step = 0; step < 8; step++) {
            if (!loop.onTheWay().isEmpty()) {
                loop.works();
            }
            loop.observes();
        }
        return loop.running();
    }

    private static Plan ramped() {
        Plan borrow = PerfectCluster.borrow(WEB, RS3, 1, 10);
        List<Action> actions = new ArrayList<>(borrow.actions());
        DestinationSpec added = borrow.actions().stream()
                .filter(TableAction.AddDestination.class::isInstance)
                .map(action -> ((TableAction.AddDestination) action).spec())
                .findFirst()
                .orElseThrow();
        actions.add(new TableAction.SetWeight(LB1, WEB, PerfectCluster.address(WEB), added, new Weight(40)));
        return PerfectCluster.plan(borrow.kind(), WEB, 1, actions.toArray(Action[]::new));
    }

    private List<State> steps(Proposal proposal) {
        return loop.steps(proposal);
    }

    @Test
    void aRaiseWaitsWhileTheContainerCanServeNoMore() {
        Proposal plan = ramping();

        assertThat(steps(plan).getLast()).isEqualTo(State.AWAITING_READING);
        assertThat(plan.steps().getLast().detail()).isEqualTo(FULL);

        loop.judgement.strained = Optional.empty();
        loop.settlesDown(WEB);
        loop.goesOn();

        assertThat(loop.again(plan).status()).isEqualTo(Status.DONE);
        assertThat(steps(loop.again(plan)).getLast()).isEqualTo(State.DONE);
    }

    @Test
    void aRaiseIsLeftOutAfterTheTimeThatAStartMayTake() {
        Proposal plan = ramping();
        int sent = loop.sent().size();

        loop.after(Duration.ofSeconds(31));
        loop.observes();

        assertThat(loop.again(plan).status()).as("the loan serves, with less").isEqualTo(Status.DONE);
        assertThat(steps(loop.again(plan)).getLast()).isEqualTo(State.LEFT_OUT);
        assertThat(loop.again(plan).steps().getLast().detail()).isEqualTo(FULL);
        assertThat(loop.sent()).hasSize(sent);
    }
}

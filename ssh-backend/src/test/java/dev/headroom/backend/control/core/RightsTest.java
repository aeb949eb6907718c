package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.LB2;
import static dev.headroom.backend.control.core.PerfectCluster.RS1;
import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.borrow;
import static dev.headroom.backend.control.core.PerfectCluster.quiesce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan is refused before its first command if one of its hosts is known to refuse its command. */
class RightsTest {
    private static final String WHY = "It does not let the login user do that.";

    private final Loop manual = new Loop(Mode.MANUAL);
    private final Loop automatic = new Loop(Mode.AUTOMATIC);

    /** The host of the first command, and that of the last. */
    static List<HostId> hosts() {
        return List.of(RS2, LB2);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aPlanIsRefusedAndNothingIsSentWhileOneOfItsHostsLacksTheRight(HostId host) {
        manual.cluster.lacks(host, WHY);
        Proposal proposal = manual.proposed();
        assertThat(proposal.prospects().approval()).contains(WHY);

        assertThat(Loop.refusals(manual.agreesTo(proposal))).containsExactly(WHY);

        manual.goesOn();
        assertThat(manual.sent()).isEmpty();
        assertThat(manual.again(proposal).status()).isEqualTo(Proposal.Status.OPEN);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void automaticModeBeginsWhenTheRightIsThere(HostId host) {
        automatic.cluster.lacks(host, WHY);
        automatic.judgement.propose(borrow(WEB, 1, 10));
        automatic.goesOn();
        automatic.goesOn();
        assertThat(automatic.sent()).isEmpty();
        assertThat(automatic.open().prospects().approval()).contains(WHY);

        automatic.cluster.lacksNothing(host);
        automatic.goesOn();
        assertThat(automatic.sent()).hasSize(3);
    }

    @Test
    void whatIsLearnedAfterTheApprovalStopsAPlanBeforeItsFirstCommand() {
        Proposal proposal = manual.proposed();
        manual.agreesTo(proposal);
        manual.cluster.lacks(LB2, WHY);

        manual.goesOn();

        assertThat(manual.sent()).isEmpty();
        assertThat(manual.again(proposal).note()).contains("nothing was sent", WHY);
    }

    @Test
    void aRestoreIsRefusedToo() {
        quiesce(WEB, RS1, 1).actions().forEach(manual.cluster::apply);
        manual.cluster.lacks(LB2, WHY);
        manual.observes();
        TableAction.SetWeight weight = new TableAction.SetWeight(
                LB2,
                WEB,
                PerfectCluster.address(WEB),
                manual.state
                        .snapshot()
                        .destination(LB2, WEB, PerfectCluster.endpoint(RS1, WEB))
                        .orElseThrow()
                        .spec(),
                new Weight(10));
        Proposal proposal = manual.proposed(PerfectCluster.plan(PlanKind.RESTORE, WEB, 1, weight));

        assertThat(Loop.refusals(manual.agreesTo(proposal))).containsExactly(WHY);
        manual.goesOn();
        assertThat(manual.sent()).isEmpty();
    }

    @Test
    void aHostThatThePlanDoesNotChangeMayLackIt() {
        manual.cluster.lacks(RS1, WHY);
        manual.approves(manual.proposed());
        manual.goesOn();
        assertThat(manual.sent()).hasSize(3);
    }
}

package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operators order how much the master may do, for the cluster or for one service, while it runs. */
class OrderedModesTest {
    private final Loop loop = new Loop(Mode.AUTOMATIC);

    private static Intent order(Mode mode) {
        return new Intent.SetServiceMode(WEB, mode, Loop.OPERATOR);
    }

    @Test
    void automaticModeLeavesAServiceInManualModeToAnOperator() {
        loop.observes();
        loop.asked(order(Mode.MANUAL));

        Proposal offered = loop.proposed();

        assertThat(offered.status()).isEqualTo(Proposal.Status.OPEN);
        assertThat(offered.prospects().automatic()).contains("web is in manual mode.");
        loop.asked(order(Mode.AUTOMATIC));
        loop.observes();
        assertThat(loop.again(offered).status()).isEqualTo(Proposal.Status.RUNNING);
    }

    @Test
    void watchModeHaltsThePlansOfTheServiceAfterTheCommandOnTheWay() {
        Loop manual = new Loop(Mode.MANUAL);
        Proposal running = manual.approved();
        manual.asked(order(Mode.WATCH));

        manual.works();
        manual.observes();

        assertThat(manual.again(running).status()).isEqualTo(Proposal.Status.HALTED);
        assertThat(manual.sent()).hasSize(1);
        assertThat(manual.state.halted()).isFalse();
    }

    @Test
    void theClusterFileAllowsTheMost() {
        Loop capped = new Loop(Mode.AUTOMATIC, Map.of(WEB, Mode.MANUAL));
        capped.observes();

        assertThat(capped.refusalOf(order(Mode.AUTOMATIC)))
                .contains(
                        "The cluster file allows at most manual mode for web; change that there and start the master again.");
        capped.asked(order(Mode.WATCH));
        assertThat(capped.state.mode(WEB)).isEqualTo(Mode.WATCH);
        capped.asked(order(Mode.MANUAL));
        assertThat(capped.state.continuity().modes().ordered()).isEmpty();
        assertThat(capped.state.mode(WEB)).isEqualTo(Mode.MANUAL);
    }

    @Test
    void aServiceThatIsNotThereIsNamedWithThoseThatAre() {
        loop.observes();

        assertThat(loop.refusalOf(new Intent.SetServiceMode(new ServiceId("wbe"), Mode.WATCH, Loop.OPERATOR)))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("There is no service wbe: the services are ")
                        .contains("web"));
    }

    @Test
    void anOrderForAServiceHoldsUnderTheNextMaster() {
        loop.observes();
        loop.asked(order(Mode.MANUAL));

        Loop next = loop.restarted(Mode.AUTOMATIC);

        assertThat(next.state.mode(WEB)).isEqualTo(Mode.MANUAL);
        assertThat(next.state.mode()).isEqualTo(Mode.AUTOMATIC);
        assertThat(next.state.continuity().modes().order(WEB))
                .hasValueSatisfying(held -> assertThat(held.by()).isEqualTo(Loop.OPERATOR));
        next.observes();
        next.asked(order(Mode.AUTOMATIC));
        assertThat(next.restarted(Mode.AUTOMATIC).state.mode(WEB)).isEqualTo(Mode.AUTOMATIC);
    }

    @Test
    void aMoreCarefulModeOfTheClusterHoldsUnderTheNextMasterAndIsTold() {
        loop.asked(new Intent.SetMode(Mode.MANUAL, Loop.OPERATOR));

        Loop next = loop.restarted(Mode.AUTOMATIC);

        assertThat(next.state.mode()).isEqualTo(Mode.MANUAL);
        assertThat(next.state.notices())
                .extracting(Notice::sentence)
                .contains(
                        "The mode is manual, as ann ordered before this master began, although it was started for automatic.");
        assertThat(loop.restarted(Mode.WATCH).state.mode()).isEqualTo(Mode.WATCH);
    }

    @Test
    void aBolderModeOfTheClusterDoesNotHoldUnderTheNextMaster() {
        Loop careful = new Loop(Mode.MANUAL);
        careful.asked(new Intent.SetMode(Mode.AUTOMATIC, Loop.OPERATOR));

        assertThat(careful.restarted(Mode.MANUAL).state.mode()).isEqualTo(Mode.MANUAL);
    }
}

package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.policy.Mode;
import org.junit.jupiter.api.Test;

/** An operator takes a server out for maintenance while the master runs. */
class MaintenanceTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    private static Intent order(ServerId server, boolean begins) {
        return new Intent.SetMaintenance(server, begins, Loop.OPERATOR);
    }

    private static boolean isOut(Loop loop) {
        return loop.state.snapshot().server(RS2).map(RealServer::inMaintenance).orElseThrow();
    }

    @Test
    void itHoldsAtOnceAndForTheReadingsThatFollow() {
        loop.observes();
        loop.asked(order(RS2, true));
        assertThat(isOut(loop)).isTrue();
        loop.observes();
        assertThat(isOut(loop)).isTrue();
        loop.asked(order(RS2, false));
        assertThat(isOut(loop)).isFalse();
        assertThat(loop.journal()).filteredOn(Kind.MAINTENANCE::equals).hasSize(2);
    }

    @Test
    void whatIsOrderedAlreadyIsNotWrittenAgain() {
        loop.observes();
        loop.asked(order(RS2, true));
        loop.asked(order(RS2, true));
        assertThat(loop.journal()).filteredOn(Kind.MAINTENANCE::equals).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereIsNamedWithThoseThatAre() {
        assertThat(loop.refusalOf(order(RS2, true))).contains("There is no real server rs2: none has been read yet.");
        loop.observes();
        assertThat(loop.refusalOf(order(new ServerId("sr2"), true)).orElseThrow())
                .startsWith("There is no real server sr2: the real servers are rs1, rs2");
    }

    @Test
    void itHoldsUnderTheNextMasterUntilAnOperatorEndsIt() {
        loop.observes();
        loop.asked(order(RS2, true));

        Loop next = loop.restarted(Mode.MANUAL);

        next.observes();
        assertThat(isOut(next)).isTrue();
        assertThat(next.state.continuity().maintenance().orders().get(RS2).by()).isEqualTo(Loop.OPERATOR);
        next.asked(order(RS2, false));
        assertThat(next.restarted(Mode.MANUAL).state.continuity().maintenance().orders())
                .isEmpty();
    }
}

package dev.headroom.console.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.simulation.stage.Stages;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerStandingTest {
    /** A server that is calm by its use can be slow: its hypervisor gives its processors to others. */
    @Test
    void aCalmServerThatLacksSomethingSaysSo() {
        StateIndex index = StateIndex.of(Stages.calm());
        ServerId id = new ServerId("rs6");
        RealServer calm = Stages.calm().snapshot().server(id).orElseThrow();
        assertThat(ServerStanding.of(index.server(id), calm, Stages.NOW).sentence())
                .isEmpty();

        ServerLoad load = calm.load().fresh().orElseThrow();
        ServerLoad stolen = new ServerLoad(
                load.capacity(),
                load.used(),
                Optional.of(load.capacity().cpu() / 4),
                load.uplink(),
                Strain.UNKNOWN,
                List.of());
        ServerStanding slow = ServerStanding.of(
                index.server(id), calm.with(new Reading.Fresh<>(stolen, Stages.NOW), calm.containers()), Stages.NOW);
        assertThat(slow.isUsual()).isTrue();
        assertThat(slow.sentence()).startsWith("The hypervisor gives 2.00 cores of this server's 8.00 cores");
    }

    /** Also while it is switched off: an operator has taken it out. */
    @Test
    void aServerInMaintenanceSaysSoHoweverItIs() {
        StateIndex index = StateIndex.of(Stages.calm());
        RealServer calm = Stages.calm().snapshot().server(new ServerId("rs6")).orElseThrow();
        ServerStanding out = ServerStanding.of(index.server(calm.id()), calm.withMaintenance(true), Stages.NOW);
        assertThat(out.badge().word()).isEqualTo("Maintenance");
        assertThat(out.isUsual()).isFalse();
        assertThat(ServerStanding.of(index.server(calm.id()), calm, Stages.NOW).isUsual())
                .isTrue();
    }
}

package dev.headroom.console.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.simulation.stage.HostStages;
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
        assertThat(ServerStanding.of(index, calm, Stages.NOW).sentence()).isEmpty();

        ServerLoad load = calm.load().fresh().orElseThrow();
        ServerLoad stolen = new ServerLoad(
                load.capacity(),
                load.used(),
                Optional.of(load.capacity().cpu() / 4),
                load.uplink(),
                Strain.UNKNOWN,
                List.of());
        ServerStanding slow = ServerStanding.of(
                index, calm.with(new Reading.Fresh<>(stolen, Stages.NOW), calm.containers()), Stages.NOW);
        assertThat(slow.isUsual()).isTrue();
        assertThat(slow.sentence()).startsWith("The hypervisor gives 2.00 cores of this server's 8.00 cores");
    }

    @Test
    void aServerInMaintenanceSaysSoHoweverItIs() {
        StateIndex index = StateIndex.of(Stages.calm());
        RealServer calm = Stages.calm().snapshot().server(new ServerId("rs6")).orElseThrow();
        ServerStanding out = standing(HostStages.maintenance());
        assertThat(out.badge().word()).isEqualTo("Maintenance");
        assertThat(out.isUsual()).isFalse();
        assertThat(ServerStanding.of(index, calm, Stages.NOW).isUsual()).isTrue();
    }

    /** The tile, the red cross of its containers and a banner said that it failed: it had been switched off to be mended. */
    @Test
    void aServerInMaintenanceThatIsSwitchedOffIsNoAlarmAndSaysThatItIsNotRead() {
        ServerStanding dead = standing(HostStages.maintenanceDead());
        assertThat(dead.badge()).isEqualTo(new Badge("Out, not read", Tone.MUTED));
        assertThat(dead.hasFailed()).isFalse();
        assertThat(dead.sentence()).startsWith("An operator has taken it out for maintenance. It is not read now");
    }

    /** Clients are sent to a server that does not answer: that is an alarm, whatever was ordered. */
    @Test
    void aServerInMaintenanceThatDiesWhileItGetsClientsHasFailed() {
        ServerStanding failed = standing(HostStages.maintenanceTooEarly());
        assertThat(failed.badge()).isEqualTo(new Badge("Failed", Tone.DANGER));
        assertThat(failed.hasFailed()).isTrue();
        assertThat(failed.sentence())
                .startsWith("An operator has taken it out for maintenance, but it still gets new clients.");
    }

    private static ServerStanding standing(ControlState state) {
        RealServer server = state.snapshot().server(new ServerId("rs3")).orElseThrow();
        return ServerStanding.of(StateIndex.of(state), server, Stages.NOW);
    }
}

package dev.headroom.console.connections;

import static dev.headroom.console.connections.ConnectionsRow.Retry.ASKED;
import static dev.headroom.console.connections.ConnectionsRow.Retry.NONE;
import static dev.headroom.console.connections.ConnectionsRow.Retry.OFFERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsViewModelTest {
    @Test
    void putsWhatNeedsAnOperatorFirstAndSaysWhatToDo() {
        ConnectionsViewModel model = new ConnectionsViewModel(_ -> {});
        model.show(HostStages.refused(), Stages.NOW);
        assertThat(model.rows())
                .extracting(row -> row.host() + " " + row.badge().word())
                .startsWith("rs6 Refused", "lb2 Retrying", "lb1 Connected");
        assertThat(model.rows().getFirst().sentence()).contains("ssh-keygen -R");
    }

    /** "Refused" is a word for a login. */
    @Test
    void aHostThatAnswersAndGivesNoReadingIsNotRead() {
        ConnectionsViewModel model = new ConnectionsViewModel(_ -> {});
        ControlState state = HostStages.refused();
        List<HostStatus> hosts = state.observation().hosts().stream()
                .map(host -> host.answered(host.state() == HostStatus.State.REFUSED))
                .toList();
        model.show(
                state.retold(
                        new Observation(state.snapshot(), hosts), state.verdicts(), state.proposals(), state.notices()),
                Stages.NOW);
        assertThat(model.rows())
                .extracting(row -> row.host() + " " + row.badge().word())
                .startsWith("rs6 Not read", "lb2 Retrying");
    }

    /** As its tile, whose words say the same. */
    @Test
    void aServerThatIsOutIsToldWithoutAlarm() {
        ConnectionsViewModel model = new ConnectionsViewModel(_ -> {});
        model.show(HostStages.maintenanceDead(), Stages.NOW);
        assertThat(model.rows())
                .filteredOn(row -> row.host().equals("rs3"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.badge()).isEqualTo(new Badge("Retrying", Tone.MUTED));
                    assertThat(row.sentence())
                            .startsWith("An operator has taken it out for maintenance. rs3: it does not answer");
                });
        assertThat(model.rows().getFirst().host()).isEqualTo("lb1");
        model.show(HostStages.maintenanceTooEarly(), Stages.NOW);
        assertThat(model.rows().getFirst().badge()).isEqualTo(new Badge("Retrying", Tone.ATTENTION));
    }

    /** One needs an operator, one does not: the pictures show both. */
    @Test
    void theTonesOfNotReadTellWhetherItNeedsAnOperator() {
        ConnectionsViewModel model = new ConnectionsViewModel(_ -> {});
        model.show(HostStages.notRead(), Stages.NOW);
        assertThat(model.rows())
                .extracting(row -> row.host() + " " + row.badge().word() + " "
                        + row.badge().tone())
                .startsWith("rs6 Not read DANGER", "lb2 Not read ATTENTION");
    }

    @Test
    void offersToTryAgainWhereItIsNotConnectedAndOnceInAWhile() {
        List<HostId> asked = new ArrayList<>();
        ConnectionsViewModel model = new ConnectionsViewModel(asked::add);
        model.show(HostStages.refused(), Stages.NOW);
        assertThat(model.rows()).extracting(ConnectionsRow::retry).startsWith(OFFERED, OFFERED, NONE);
        HostId refused = model.rows().getFirst().id();
        model.tryAgain(refused);
        model.tryAgain(refused);
        model.show(HostStages.refused(), Stages.NOW.plusSeconds(1));
        assertThat(asked).containsExactly(refused);
        assertThat(model.rows()).extracting(ConnectionsRow::retry).startsWith(ASKED, OFFERED, NONE);
        model.show(HostStages.refused(), Stages.NOW.plusSeconds(5));
        assertThat(model.rows().getFirst().retry()).isEqualTo(OFFERED);
    }

    /** Versions and settings of a host, each with the file or command that says so. */
    @Test
    void theTooltipOfAHostTellsItsVersionsAndSettings() {
        ConnectionsViewModel model = new ConnectionsViewModel(_ -> {});
        model.show(Stages.calm(), Stages.NOW);
        assertThat(model.rows())
                .filteredOn(row -> row.host().equals("lb1"))
                .allSatisfy(row -> assertThat(row.facts())
                        .contains(
                                "6.1.0-18-amd64 (/proc/sys/kernel/osrelease)",
                                "0 (/proc/sys/net/ipv4/vs/expire_nodest_conn)",
                                "ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1) (ipvsadm --version)")
                        .matches("(?s).*\nread \\d+ s ago"));
        assertThat(model.rows())
                .filteredOn(row -> row.host().equals("rs1"))
                .extracting(ConnectionsRow::facts)
                .allMatch(facts -> facts.startsWith("6.1.0-18-amd64 (/proc/sys/kernel/osrelease)\nread "));
        model.show(HostStages.neverRead(), Stages.NOW);
        assertThat(model.rows())
                .filteredOn(row -> row.host().equals("rs2"))
                .extracting(ConnectionsRow::facts)
                .containsExactly("");
    }
}

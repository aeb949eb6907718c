package dev.headroom.console.connections;

import static dev.headroom.console.connections.ConnectionsRow.Retry.ASKED;
import static dev.headroom.console.connections.ConnectionsRow.Retry.NONE;
import static dev.headroom.console.connections.ConnectionsRow.Retry.OFFERED;
import static org.assertj.core.api.Assertions.assertThat;

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
}

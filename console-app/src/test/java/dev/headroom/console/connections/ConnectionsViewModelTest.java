package dev.headroom.console.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.frame.SampleStates;
import org.junit.jupiter.api.Test;

class ConnectionsViewModelTest {
    @Test
    void putsWhatNeedsAnOperatorFirstAndSaysWhatToDo() {
        ConnectionsViewModel model = new ConnectionsViewModel();
        model.show(SampleStates.refused(), SampleStates.NOW);
        assertThat(model.rows())
                .extracting(row -> row.host() + " " + row.badge().word())
                .startsWith("rs6 Refused", "lb2 Retrying", "lb1 Connected");
        assertThat(model.rows().getFirst().sentence()).contains("ssh-keygen -R");
    }
}

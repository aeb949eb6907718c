package dev.headroom.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.status.StepsView;
import dev.headroom.simulation.stage.Stages;
import org.junit.jupiter.api.Test;

class HistoryViewModelTest {
    private final HistoryViewModel model = new HistoryViewModel();

    @Test
    void listsWhatEndedNewestFirst() {
        model.show(Stages.lent(), Stages.NOW);
        assertThat(model.rows())
                .extracting(row -> row.id() + " " + row.badge().word() + " " + row.progress())
                .startsWith("P3 Done 6 of 6", "P2 Done 7 of 7", "P1 Done 6 of 6");
    }

    @Test
    void leavesOutWhatIsLive() {
        model.show(Stages.overloaded(), Stages.NOW);
        assertThat(model.rows()).isEmpty();
    }

    @Test
    void copiesAScriptThatRunsEachCommandOnItsHostAndWaits() {
        model.show(Stages.lent(), Stages.NOW);
        assertThat(StepsView.text(model.rows().getFirst().detail().steps()))
                .startsWith("#!/bin/sh\n")
                .containsSubsequence(
                        "host_1=rs4\nhost_2=lb1\n",
                        "sudo -n timeout -k 2 60 lxc-start -n shop-4",
                        "await_running \"$host_1\" 'sudo -n lxc-info -n shop-4 -sH' shop-4 ",
                        "run \"$host_2\" 'sudo -n timeout -k 2 10 ipvsadm -a ");
    }
}

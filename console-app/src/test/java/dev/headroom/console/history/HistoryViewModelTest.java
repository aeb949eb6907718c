package dev.headroom.console.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.frame.SampleStates;
import dev.headroom.console.fx.StepsView;
import org.junit.jupiter.api.Test;

class HistoryViewModelTest {
    private final HistoryViewModel model = new HistoryViewModel();

    @Test
    void listsWhatEndedNewestFirst() {
        model.show(SampleStates.lent(), SampleStates.NOW);
        assertThat(model.rows())
                .extracting(row -> row.id() + " " + row.badge().word() + " " + row.progress())
                .startsWith("P7 Done 4 of 4", "P6 Done 4 of 4", "P5 Rejected 0 of 4");
    }

    @Test
    void leavesOutWhatIsLive() {
        model.show(SampleStates.overloaded(), SampleStates.NOW);
        assertThat(model.rows()).isEmpty();
    }

    @Test
    void copiesAScriptThatRunsEachCommandOnItsHostAndWaits() {
        model.show(SampleStates.lent(), SampleStates.NOW);
        assertThat(StepsView.text(model.rows().getFirst().steps()))
                .startsWith("#!/bin/sh\n")
                .containsSubsequence(
                        "host_1=rs5\nhost_2=lb1\n",
                        "run \"$host_1\" 'sudo -n lxc-start -n shop-5'\n",
                        "await_running \"$host_1\" 'sudo -n lxc-info -n shop-5 -sH' shop-5 ",
                        "run \"$host_2\" 'sudo -n ipvsadm -a ");
    }
}

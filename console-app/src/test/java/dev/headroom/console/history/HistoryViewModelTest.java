package dev.headroom.console.history;

import static org.assertj.core.api.Assertions.assertThat;

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
}

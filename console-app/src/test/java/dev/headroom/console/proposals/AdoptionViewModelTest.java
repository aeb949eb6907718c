package dev.headroom.console.proposals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdoptionViewModelTest {
    private final List<Intent> sent = new ArrayList<>();
    private final AdoptionViewModel model = new AdoptionViewModel(sent::add, "anna");

    @Test
    void showsTheDivisionAndSendsNothingBeforeItWasAsked() {
        model.show(HostStages.unadopted(), Stages.NOW);
        AdoptionViewModel.Offer offer = model.offer().get().orElseThrow();
        assertThat(offer.first()).isTrue();
        assertThat(offer.rows())
                .extracting(AdoptionRow::words)
                .contains("shop: 2 at home: never started or stopped", "shop: 3 stand-by: may be started for a loan");
        model.ask();
        assertThat(sent).isEmpty();
        model.confirm();
        assertThat(sent).containsExactly(new Intent.Adopt(offer.fingerprint(), "anna"));
    }

    @Test
    void theQuestionLapsesWhenTheDivisionChangesUnderIt() {
        model.show(HostStages.unadopted(), Stages.NOW);
        model.ask();
        model.show(HostStages.unadoptedWithoutRs6(), Stages.NOW);
        assertThat(model.asked().get()).isFalse();
    }

    @Test
    void nothingIsAskedOfAClusterThatNobodyNeedsToAdopt() {
        ControlState state = Stages.calm();
        assertThat(state.adoption().state()).isEqualTo(Adoption.State.ANSWERED);
        model.show(state, Stages.NOW);
        assertThat(model.offer().get()).isEmpty();
    }
}

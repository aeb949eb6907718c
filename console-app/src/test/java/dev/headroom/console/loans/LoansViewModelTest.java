package dev.headroom.console.loans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.simulation.stage.Stages;
import org.junit.jupiter.api.Test;

class LoansViewModelTest {
    @Test
    void showsNewestFirstWithWhatEachCarries() {
        LoansViewModel model = new LoansViewModel();
        model.show(Stages.lent(), Stages.NOW);
        assertThat(model.rows()).extracting(row -> row.container().toString()).containsExactly("rs4/shop-4");
        LoansRow newest = model.rows().getFirst();
        assertThat(newest.borrower()).isEqualTo("shop");
        assertThat(newest.since().age()).isEqualTo("21 s ago");
        assertThat(newest.rate().orElseThrow()).isCloseTo(235, within(30.0));
    }
}

package dev.headroom.console.loans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.console.frame.SampleStates;
import org.junit.jupiter.api.Test;

class LoansViewModelTest {
    @Test
    void showsNewestFirstWithWhatEachCarries() {
        LoansViewModel model = new LoansViewModel();
        model.show(SampleStates.lent(), SampleStates.NOW);
        assertThat(model.rows())
                .extracting(row -> row.container().toString())
                .containsExactly("rs5/shop-5", "rs4/shop-4");
        LoansRow newest = model.rows().getFirst();
        assertThat(newest.borrower()).isEqualTo("shop");
        assertThat(newest.age()).isEqualTo("26 s ago");
        assertThat(newest.rate().orElseThrow()).isCloseTo(200, within(0.5));
    }
}

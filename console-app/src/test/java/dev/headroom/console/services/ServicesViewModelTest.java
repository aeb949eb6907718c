package dev.headroom.console.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.frame.SampleStates;
import org.junit.jupiter.api.Test;

class ServicesViewModelTest {
    private final ServicesViewModel model = new ServicesViewModel();

    @Test
    void putsTheMostUrgentServiceFirstWithWhatTheRulesSay() {
        model.show(SampleStates.overloaded(), SampleStates.NOW);
        assertThat(model.rows()).extracting(row -> row.id().name()).containsExactly("shop", "api", "batch");
        ServicesRow shop = model.rows().getFirst();
        assertThat(shop.figures().badge().word()).isEqualTo("Overloaded");
        assertThat(shop.verdict()).isEqualTo("Borrow is proposed. shop is 94 % in use, above 80 %, for 14 s.");
    }

    @Test
    void hasNoRowsBeforeTheFirstReading() {
        model.show(SampleStates.empty(), SampleStates.NOW);
        assertThat(model.rows()).isEmpty();
    }
}

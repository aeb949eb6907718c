package dev.headroom.backend.control.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.driver.Inabilities.Hindrance;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.AutomaticLimits;
import dev.headroom.ma2scf.policy.AutomaticLimits.Ceiling;
import dev.headroom.ma2scf.policy.AutomaticPlans;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the journal tells of that keeps automatic mode from acting. */
class InabilitiesTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:12:00Z");
    private static final Hindrance BUDGET = new Hindrance("master", "budget");

    private static ControlState begun(Instant at) {
        AutomaticLimits limits = new AutomaticLimits(1, 1, Ceiling.ALL, Duration.ZERO, Duration.ZERO, Map.of());
        ControlState state = ControlCore.initial(Mode.AUTOMATIC, NOW);
        return state.withContinuity(
                state.continuity().acting(new AutomaticPlans(limits, List.of()).begun(new ServiceId("web"), at)));
    }

    @Test
    void aBudgetThatIsUsedUpIsOneUntilItIsNot() {
        assertThat(Inabilities.in(begun(NOW.minus(Duration.ofMinutes(59))))).containsKey(BUDGET);
        assertThat(Inabilities.in(begun(NOW.minus(Duration.ofHours(1))))).doesNotContainKey(BUDGET);
    }
}

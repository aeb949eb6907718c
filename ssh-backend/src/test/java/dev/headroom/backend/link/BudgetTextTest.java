package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.core.ControlCore;
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

/** What the state tells of the budgets of automatic mode. */
class BudgetTextTest {
    private static final Instant NOW = Instant.parse("2026-11-28T03:12:00Z");
    private static final ServiceId WEB = new ServiceId("web");

    private static ControlState begun(int plans) {
        AutomaticLimits limits = new AutomaticLimits(2, 2, Ceiling.ALL, Duration.ZERO, Duration.ZERO, Map.of());
        AutomaticPlans automatic = new AutomaticPlans(limits, List.of());
        for (int i = 0; i < plans; i++) {
            automatic = automatic.begun(WEB, NOW.minusSeconds(60L - i));
        }
        ControlState state = ControlCore.initial(Mode.AUTOMATIC, NOW);
        return state.withContinuity(state.continuity().acting(automatic));
    }

    @Test
    void tellsOfABudgetThatIsUsedUp() {
        assertThat(StateText.of(begun(2)))
                .endsWith(
                        "The budget of the cluster is used up (plansPerHour: 2, begun by automatic mode); the next plan may begin by itself at 2026-11-28T04:11:00Z.");
        assertThat(StateReport.json(begun(2)))
                .contains(
                        "\"budget\":{\"plansPerHour\":2,\"begun\":2,\"until\":\"2026-11-28T04:11:00Z\",\"services\":{}}");
    }

    @Test
    void saysNothingOfOneThatIsNot() {
        assertThat(StateText.of(begun(1))).doesNotContain("budget");
        assertThat(StateReport.json(begun(1)))
                .contains("\"budget\":{\"plansPerHour\":2,\"begun\":1,\"until\":\"\",\"services\":{}}");
    }
}

package dev.headroom.backend.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.backend.parse.ProcFiles.AgentTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an agent takes of its host, from its own accounts. */
class AgentCostTest {
    private static AgentTime account(long second, long frames, long process, long millis) {
        return new AgentTime(Duration.ofSeconds(second), frames, process, Duration.ofMillis(millis));
    }

    private static AgentCost of(AgentTime... accounts) {
        AgentCost cost = AgentCost.UNKNOWN;
        for (AgentTime account : accounts) {
            cost = cost.after(account);
        }
        return cost;
    }

    @Test
    void isTheDifferenceOfTwoAccountsByTheHostsOwnClock() {
        AgentCost.Measured cost =
                of(account(100, 1, 7, 50), account(110, 11, 7, 150)).last().orElseThrow();
        assertThat(cost.cores()).isCloseTo(0.01, within(1e-9));
        assertThat(cost.frame()).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void isMeasuredOverTenSecondsAtLeast() {
        assertThat(of(account(100, 1, 7, 50), account(109, 10, 7, 150)).last()).isEmpty();
        assertThat(of(account(100, 1, 7, 50), account(109, 10, 7, 150), account(110, 11, 7, 150))
                        .last())
                .isPresent();
    }

    @Test
    void startsAnewWithAnotherAgentAndAfterAReboot() {
        AgentTime before = account(100, 1, 7, 50);
        AgentTime measured = account(110, 11, 7, 150);
        assertThat(of(before, measured, account(120, 1, 8, 10)).last())
                .as("another process")
                .isEmpty();
        assertThat(of(before, measured, account(5, 1, 7, 10)).last())
                .as("the host has booted")
                .isEmpty();
        assertThat(of(before, measured, account(120, 21, 7, 140)).last())
                .as("a counter that went down")
                .isEmpty();
        assertThat(of(before, measured, account(120, 1, 8, 10), account(130, 11, 8, 60))
                        .last()
                        .orElseThrow()
                        .frame())
                .as("and is known again after the next account")
                .isCloseTo(0.005, within(1e-9));
    }

    @Test
    void aRepeatedAccountChangesNothing() {
        AgentCost once = of(account(100, 1, 7, 50), account(110, 11, 7, 150));
        assertThat(once.after(account(110, 11, 7, 150))).isEqualTo(once);
    }

    @Test
    void isUnknownWhereTheNumberCannotBeTrue() {
        assertThat(of(account(100, 1, 7, 50), account(110, 11, 7, 1_000_000)).last())
                .isEmpty();
    }
}

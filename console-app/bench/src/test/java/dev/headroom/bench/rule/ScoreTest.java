package dev.headroom.bench.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.bench.rule.Outcome.Relief;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as relief and as a flap. */
final class ScoreTest {
    private static final ContainerId CONTAINER = new ContainerId(new ServerId("rs1"), "shop-1");

    private final Score score = new Score();

    private void pass(int seconds, double unmet) {
        for (int second = 0; second < seconds; second++) {
            score.passed(1, 100, unmet, 2);
        }
    }

    private Outcome outcome() {
        return score.outcome("some", Optional.empty());
    }

    @Test
    void aRunThatServesAllNeedsNoRelief() {
        pass(60, 0);
        assertThat(outcome().relief()).isEmpty();
        assertThat(outcome().overloadedMinutes()).isEqualTo(2);
    }

    @Test
    void aShortPauseEndsNoTimeOfUnmetRequestsAndTheLongestTimeCounts() {
        pass(5, 0);
        pass(3, 50);
        pass(9, 0);
        pass(2, 50);
        pass(10, 0);
        pass(4, 50);
        pass(20, 0);
        assertThat(outcome().relief()).contains(new Relief(14, true));
        assertThat(outcome().unmet()).isEqualTo(9 * 50);
    }

    @Test
    void aTimeThatLastsUntilTheEndIsNotOver() {
        pass(5, 0);
        pass(30, 50);
        pass(3, 0);
        assertThat(outcome().relief()).contains(new Relief(30, false));
    }

    @Test
    void aThousandthOfTheRequestsIsNoTimeOfUnmetRequests() {
        pass(30, 0.1);
        assertThat(outcome().relief()).isEmpty();
        assertThat(outcome().unmet()).isPositive();
    }

    @Test
    void aStopSoonAfterItsStartIsAFlapAndALateOneIsNone() {
        score.started(CONTAINER);
        pass((int) Score.FLAP_SECONDS, 0);
        score.stopped(CONTAINER);
        assertThat(outcome().flaps()).isZero();
        pass(10, 0);
        score.started(CONTAINER);
        assertThat(outcome().flaps()).isEqualTo(1);
    }
}

package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class GainTest {
    @Test
    void aMachineThatSlowsDownHalfWayDoesNotChangeTheRatio() {
        Gain gain = new Gain();
        gain.add(18, 10);
        gain.add(9, 5);
        gain.add(3.6, 2);
        assertThat(gain.mean()).isCloseTo(1.8, within(1e-9));
        assertThat(gain.atLeast()).isCloseTo(1.8, within(1e-9));
    }

    @Test
    void fewOrScatteredPairsProveLess() {
        Gain gain = new Gain();
        gain.add(2, 1);
        assertThat(gain.atLeast()).isZero();
        gain.add(1, 1);
        gain.add(4, 1);
        // by hand: the logarithms 0.693, 0 and 1.386 have the mean 0.693 and the error 0.400; t is 2.920
        assertThat(gain.mean()).isCloseTo(2, within(1e-9));
        assertThat(gain.atLeast()).isCloseTo(0.62, within(0.01));
    }
}

package dev.headroom.bench.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The warm-up ends when a round costs no less than before, and not while it still falls. */
final class SettlingTest {
    @Test
    void aCostThatFallsIsNotSettled() {
        assertThat(settledAfter(100, 80, 60, 50, 40, 30)).isEqualTo(6);
    }

    @Test
    void aCostThatFallsNoMoreIsSettledAfterThreeRepetitions() {
        assertThat(settledAfter(100, 50, 51, 49, 50, 50)).isEqualTo(4);
    }

    @Test
    void aSingleCostlyRoundDoesNotEndTheWarmUp() {
        assertThat(settledAfter(100, 120, 60, 90, 40, 41, 39)).isEqualTo(7);
    }

    /** How many costs were taken before the cost was settled. */
    private static long settledAfter(long... costs) {
        var settling = new Settling();
        return LongStream.of(costs).takeWhile(cost -> !settling.isSettled(cost)).count();
    }
}

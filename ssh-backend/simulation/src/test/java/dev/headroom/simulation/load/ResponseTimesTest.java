package dev.headroom.simulation.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

/** Parts of connections, and the seconds within which they were answered. */
final class ResponseTimesTest {
    private final ResponseTimes times = new ResponseTimes();

    @Test
    void withoutConnectionsNothingIsKnown() {
        assertThat(times.within(0.99)).isEmpty();
    }

    @Test
    void thePartIsOfConnectionsNotOfTicks() {
        times.add(98.5, 0.25);
        times.add(0.5, 3);
        times.add(1, 8);
        assertThat(times.within(0.5).orElseThrow()).isCloseTo(0.25, withinPercentage(2.1));
        assertThat(times.within(0.99).orElseThrow()).isCloseTo(3, withinPercentage(2.1));
        assertThat(times.within(1).orElseThrow()).isCloseTo(8, withinPercentage(2.1));
    }

    @Test
    void aCopyStays() {
        times.add(1, 1);
        ResponseTimes copy = times.copy();
        times.add(1_000, 5);
        assertThat(copy.within(1).orElseThrow()).isCloseTo(1, withinPercentage(2.1));
    }
}

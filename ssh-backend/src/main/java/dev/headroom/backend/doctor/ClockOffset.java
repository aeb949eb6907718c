package dev.headroom.backend.doctor;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a host's clock is ahead of this computer's.
 *
 * @param ahead negative where it is behind
 * @param within the true value differs from {@code ahead} by no more than this
 */
public record ClockOffset(Duration ahead, Duration within) {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    /**
     * The offset of a clock that was read between two moments of this computer's clock.
     *
     * @param whole whether the host told whole seconds only
     */
    static ClockOffset of(Instant asked, Instant told, boolean whole, Instant answered) {
        Duration half = Duration.between(asked, answered).dividedBy(2);
        Duration cut = whole ? ONE_SECOND.dividedBy(2) : Duration.ZERO;
        return new ClockOffset(Duration.between(asked.plus(half), told.plus(cut)), half.plus(cut));
    }

    /** The least that the two clocks differ by. */
    Duration atLeast() {
        Duration least = ahead.abs().minus(within);
        return least.isNegative() ? Duration.ZERO : least;
    }
}

package dev.headroom.backend.control.driver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A moment by a clock, kept to ask later how much time has passed since. Immutable.
 *
 * @param at the moment by that clock
 * @param wallAhead how far the wall clock was ahead of it; 0 for a clock that does not tell
 */
public record TimeMark(Instant at, Duration wallAhead) {

    /** What a clock is that stands still while the computer sleeps, and can tell of it. */
    public interface Steady {
        /** How far the wall clock is ahead of this one now. */
        Duration wallAhead();
    }

    /** This moment. */
    public static TimeMark now(InstantSource clock) {
        return new TimeMark(clock.instant(), wallAhead(clock));
    }

    /**
     * The time since then. While the computer slept the steady clock may have stood still, so what the wall clock has gained counts,
     * too; what it has lost does not.
     */
    public Duration passed(InstantSource clock) {
        Duration gained = wallAhead(clock).minus(wallAhead);
        return Duration.between(at, clock.instant()).plus(gained.isNegative() ? Duration.ZERO : gained);
    }

    private static Duration wallAhead(InstantSource clock) {
        return clock instanceof Steady steady ? steady.wallAhead() : Duration.ZERO;
    }
}

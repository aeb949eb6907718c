package dev.headroom.backend.time;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tells when this computer may have slept. The steady clock stands still meanwhile on Linux ({@code CLOCK_MONOTONIC}) and macOS
 * ({@code mach_absolute_time}), not on Windows; the wall clock is ahead of it afterwards. A wall clock that somebody sets forward looks the
 * same: what is doubted for that is only read once more. For one thread.
 */
public final class WakeUp {
    /** More than a wall clock drifts, or is slewed by NTP, from one look to the next. */
    private static final Duration JUMP = Duration.ofSeconds(10);

    private final Supplier<Duration> wallAhead;
    private Duration before;

    /**
     * @param wallAhead how far the wall clock is ahead of the steady one now, see {@link SteadyClock#wallAhead}
     */
    public WakeUp(Supplier<Duration> wallAhead) {
        this.wallAhead = wallAhead;
        this.before = wallAhead.get();
    }

    /** Whether more time may have passed since the last look than the steady clock knows of. */
    public boolean happened() {
        Duration now = wallAhead.get();
        boolean jumped = now.minus(before).compareTo(JUMP) > 0;
        before = now;
        return jumped;
    }
}

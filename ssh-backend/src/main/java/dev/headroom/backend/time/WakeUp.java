package dev.headroom.backend.time;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Detects that this computer may have slept. During sleep the steady clock stands still on Linux ({@code
 * CLOCK_MONOTONIC}) and macOS ({@code mach_absolute_time}), not on Windows; afterwards the wall clock is ahead of it.
 * A wall clock that was set forward looks the same; the only cost is that all hosts are read once more. One thread.
 */
public final class WakeUp {
    /** A jump of the wall clock between two calls that is more than drift, or than NTP's slewing. */
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

    /** Whether more time may have passed since the last call than the steady clock counted. */
    public boolean happened() {
        Duration now = wallAhead.get();
        boolean jumped = now.minus(before).compareTo(JUMP) > 0;
        before = now;
        return jumped;
    }
}

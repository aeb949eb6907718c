package dev.headroom.backend.time;

import dev.headroom.backend.control.driver.TimeMark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that never goes back and never jumps, so the difference of two of its instants is the time that passed. It
 * reads the machine's wall clock once, at the start, and then adds elapsed time. A correction of the wall clock, by
 * an hour or by a year, changes no hold, pause or age. Only a shown or written time is wall time, by {@link
 * #wallTime}. Safe for several threads at once. See decision 0030.
 */
public final class SteadyClock extends Clock implements TimeMark.Steady {
    /** A smaller difference from the wall clock is drift, which a shown time need not follow. */
    private static final Duration DRIFT = Duration.ofSeconds(2);

    private static final SteadyClock OF_THIS_PROCESS =
            new SteadyClock(Clock.systemUTC(), System::nanoTime, ZoneOffset.UTC);

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final ZoneId zone;
    private final Instant start;
    private final long begun;

    /**
     * A clock that starts at the wall clock's time.
     *
     * @param nanos nanoseconds of a source that only goes forward
     */
    public SteadyClock(InstantSource wall, LongSupplier nanos) {
        this(wall, nanos, ZoneOffset.UTC);
    }

    private SteadyClock(InstantSource wall, LongSupplier nanos, ZoneId zone) {
        this(wall, nanos, zone, wall.instant(), nanos.getAsLong());
    }

    private SteadyClock(InstantSource wall, LongSupplier nanos, ZoneId zone, Instant start, long begun) {
        this.wall = wall;
        this.nanos = nanos;
        this.zone = zone;
        this.start = start;
        this.begun = begun;
    }

    /** The clock that all parts of this process share: only instants of one clock can be compared. */
    public static SteadyClock ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - begun);
    }

    /** The wall time of a moment of this clock, by a wall clock that is right now. */
    public Instant wallTime(Instant moment) {
        Duration set = Duration.between(instant(), wall.instant());
        return set.abs().compareTo(DRIFT) < 0 ? moment : moment.plus(set);
    }

    /**
     * How far the wall clock is ahead of this one now: it jumps when it is corrected, and when the computer has
     * slept.
     */
    @Override
    public Duration wallAhead() {
        return Duration.between(instant(), wall.instant());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(wall, nanos, other, start, begun);
    }
}

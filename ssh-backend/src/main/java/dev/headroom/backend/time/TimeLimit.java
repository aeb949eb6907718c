package dev.headroom.backend.time;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The time that a command which looks once may take as a whole, whatever the hosts do. While an operator is asked for
 * something the time stands still. Safe for several threads at once. See decision 0128.
 */
public final class TimeLimit {
    private static final Duration LEAST = Duration.ofSeconds(75);
    private static final Duration FOR_EACH_HOST = Duration.ofMillis(200);

    private final Duration whole;
    private final LongSupplier nanos;
    private final long begun;
    private long stood;
    private long standsSince;
    private int waits;
    private boolean ended;

    /**
     * A limit that counts from now.
     *
     * @param nanos nanoseconds of a source that only goes forward
     */
    public TimeLimit(Duration whole, LongSupplier nanos) {
        this.whole = whole;
        this.nanos = nanos;
        begun = nanos.getAsLong();
    }

    /** The limit of a command that looks at so many hosts, from now: 75 s, and 0.2 s for each host. */
    public static TimeLimit ofHosts(int hosts) {
        return new TimeLimit(LEAST.plus(FOR_EACH_HOST.multipliedBy(hosts)), System::nanoTime);
    }

    public Duration whole() {
        return whole;
    }

    /** The time that has counted so far. */
    public synchronized Duration spent() {
        long now = waits > 0 ? standsSince : nanos.getAsLong();
        return Duration.ofNanos(now - begun - stood);
    }

    /** The time that is left; never negative. */
    public synchronized Duration left() {
        Duration left = whole.minus(spent());
        return ended || left.isNegative() ? Duration.ZERO : left;
    }

    public boolean isOver() {
        return left().isZero();
    }

    /** Nothing is left from now on: the command shall end. */
    public synchronized void end() {
        ended = true;
    }

    /** Whether the command was told to end before its time was over. */
    public synchronized boolean isEnded() {
        return ended;
    }

    /** Does what waits for a person; its time does not count. */
    public <T> T standStill(Supplier<T> work) {
        stand();
        try {
            return work.get();
        } finally {
            goOn();
        }
    }

    private synchronized void stand() {
        if (waits == 0) {
            standsSince = nanos.getAsLong();
        }
        waits++;
    }

    private synchronized void goOn() {
        waits--;
        if (waits == 0) {
            stood += nanos.getAsLong() - standsSince;
        }
    }
}

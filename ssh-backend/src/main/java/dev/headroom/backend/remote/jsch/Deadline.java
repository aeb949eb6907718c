package dev.headroom.backend.remote.jsch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time limit of one call as a whole. */
final class Deadline {
    private final Duration whole;
    private final LongSupplier ticker;
    private final long start;

    Deadline(Duration whole, LongSupplier ticker) {
        this.whole = whole;
        this.ticker = ticker;
        start = ticker.getAsLong();
    }

    Duration whole() {
        return whole;
    }

    /** The time since the call began. */
    Duration spent() {
        return Duration.ofNanos(ticker.getAsLong() - start);
    }

    /** The time that is left; never negative. */
    Duration left() {
        Duration left = whole.minusNanos(ticker.getAsLong() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isOver() {
        return left().isZero();
    }
}

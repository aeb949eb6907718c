package dev.headroom.backend.remote.jsch;

import java.time.Duration;
import java.util.function.LongSupplier;

/** What is left of a time that one call may take as a whole. */
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

    /** How long it has been running. */
    Duration spent() {
        return Duration.ofNanos(ticker.getAsLong() - start);
    }

    /** Never negative. */
    Duration left() {
        Duration left = whole.minusNanos(ticker.getAsLong() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean isOver() {
        return left().isZero();
    }
}

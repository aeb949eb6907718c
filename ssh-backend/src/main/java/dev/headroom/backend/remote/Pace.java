package dev.headroom.backend.remote;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/**
 * How long to wait for one host in one kind of operation: three times the slowest of its last few times, and twice as
 * long after each wait that ended without success. Not thread-safe: its owner locks.
 */
public final class Pace {
    private static final int REMEMBERED = 5;
    private static final int MARGIN = 3;

    private final Duration least;
    private final Duration most;
    private final Deque<Duration> last = new ArrayDeque<>();

    /**
     * @param least the shortest wait, also while no time is known
     * @param most the longest wait; not shorter than {@code least}
     */
    public Pace(Duration least, Duration most) {
        if (least.isNegative() || least.isZero() || most.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "The patience (%s to %s) must be above 0 and in order.".formatted(least, most));
        }
        this.least = least;
        this.most = most;
    }

    /** How long to wait now. */
    public Duration patience() {
        Duration wanted = last.stream()
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .multipliedBy(MARGIN);
        return wanted.compareTo(least) < 0 ? least : wanted.compareTo(most) > 0 ? most : wanted;
    }

    /** Records the time of an operation that succeeded. */
    public void took(Duration time) {
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(time);
    }

    /** Records a wait without success: the next wait is twice as long, up to the longest. */
    public void missed() {
        took(patience().multipliedBy(2).dividedBy(MARGIN));
    }
}

package dev.headroom.bench.finder;

import dev.headroom.ma2scf.placement.Patience;
import java.time.Duration;

/**
 * A patience that ends at a time. It checks the clock only once in many calls, since a check costs more than some of
 * the work in between.
 */
final class Deadline implements Patience {
    private static final int EACH = 16;

    private final long end;
    private int asked;
    private boolean over;

    Deadline(Duration limit) {
        end = System.nanoTime() + limit.toNanos();
    }

    @Override
    public boolean isOver() {
        if (!over && asked++ % EACH == 0) {
            over = System.nanoTime() - end >= 0;
        }
        return over;
    }

    /** Whether the deadline was reached. */
    boolean wasReached() {
        return over;
    }
}

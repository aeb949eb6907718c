package dev.headroom.backend.remote.jsch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The machine's clock, and jumps that a test makes. */
final class FakeTicker implements LongSupplier {
    private final AtomicLong jumped = new AtomicLong();

    void jump(Duration ahead) {
        jumped.addAndGet(ahead.toNanos());
    }

    @Override
    public long getAsLong() {
        return System.nanoTime() + jumped.get();
    }
}

package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.RemoteFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rests between attempts to log in: each failure doubles the rest, up to a limit. A failure that time alone cannot mend
 * (a rejected key, say) rests for the longest time at once, so that no host counts us as an attacker. Not thread-safe: its
 * owner locks.
 */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final LongSupplier ticker;
    private @Nullable RemoteFailure last;
    private Duration pause = Duration.ZERO;
    private long failedAt;

    Backoff(Duration first, Duration longest, LongSupplier ticker) {
        this.first = first;
        this.longest = longest;
        this.ticker = ticker;
    }

    /** The failure to answer with while resting; empty when an attempt may be made. */
    Optional<RemoteFailure> resting() {
        boolean over = ticker.getAsLong() - failedAt >= pause.toNanos();
        return over ? Optional.empty() : Optional.ofNullable(last);
    }

    void failed(RemoteFailure failure) {
        Duration doubled = last == null ? first : pause.multipliedBy(2);
        pause = !failure.transientFailure() || doubled.compareTo(longest) > 0 ? longest : doubled;
        last = failure;
        failedAt = ticker.getAsLong();
    }

    void succeeded() {
        last = null;
        pause = Duration.ZERO;
    }
}

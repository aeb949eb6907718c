package dev.headroom.ma2scf.sharing.memory;

import java.time.Duration;
import java.time.Instant;

/**
 * That something did not serve when it should: a container that was started, or a destination that got clients. Each further
 * time within an hour doubles the pause before it is tried again. See decision 0065.
 *
 * @param times how often, without an hour between two of them
 */
public record Setback(int times, Instant last) {
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    /** Doublings that no pause needs more of. */
    private static final int MOST = 12;

    static final Setback NONE = new Setback(0, Instant.MIN);

    Setback again(Instant at) {
        return new Setback(isForgotten(at) ? 1 : times + 1, at);
    }

    Setback notAfter(Instant now) {
        return last.isAfter(now) ? new Setback(times, now) : this;
    }

    boolean isForgotten(Instant now) {
        return times == 0 || Duration.between(last, now).compareTo(FORGOTTEN) >= 0;
    }

    /** The pause after this, between {@code first} after one time and {@code longest}. */
    public Duration pause(Duration first, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(MOST, Math.max(0, times - 1)));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}

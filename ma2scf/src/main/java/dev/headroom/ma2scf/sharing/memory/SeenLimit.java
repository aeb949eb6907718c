package dev.headroom.ma2scf.sharing.memory;

import java.time.Duration;
import java.time.Instant;

/**
 * At which rate a container showed that it could serve no more, whatever its server had free. See decision 0071.
 *
 * @param rate connections a second that directors sent it then; above 0
 * @param sign what showed it, a part of a sentence
 * @param at when that was seen
 */
public record SeenLimit(double rate, String sign, Instant at) {
    /** A day has its hours of much and of little load: what was seen in an hour like this one is as old as that. */
    private static final Duration KEPT = Duration.ofHours(24);

    public SeenLimit {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("The rate (%s) must be a finite number above 0.".formatted(rate));
        }
    }

    SeenLimit notAfter(Instant now) {
        return at.isAfter(now) ? new SeenLimit(rate, sign, now) : this;
    }

    /** Whether it was seen so long ago that it says nothing any more. */
    public boolean isForgotten(Instant now) {
        return Duration.between(at, now).compareTo(KEPT) > 0;
    }
}

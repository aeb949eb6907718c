package dev.headroom.backend.remote.trust;

import java.time.Instant;
import java.util.Optional;

/**
 * When a certificate counts.
 *
 * @param after seconds since 1970, unsigned
 * @param before seconds since 1970, unsigned
 */
public record ValidityPeriod(long after, long before) {
    /** Why it does not count now, the end of a sentence that begins with the certificate; empty if it does. */
    public Optional<String> doubt(Instant now) {
        if (Long.compareUnsigned(Instant.MAX.getEpochSecond(), after) < 0) {
            return Optional.of("never becomes valid: have it renewed");
        }
        if (Long.compareUnsigned(now.getEpochSecond(), after) < 0) {
            return Optional.of("is valid only from %s on; check this computer's clock, or wait"
                    .formatted(Instant.ofEpochSecond(after)));
        }
        return Long.compareUnsigned(now.getEpochSecond(), before) >= 0
                ? Optional.of("was valid until %s only: have it renewed".formatted(Instant.ofEpochSecond(before)))
                : Optional.empty();
    }
}

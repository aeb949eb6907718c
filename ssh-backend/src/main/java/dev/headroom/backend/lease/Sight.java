package dev.headroom.backend.lease;

import java.time.Instant;
import java.util.Optional;

/**
 * What a master knows of the lease at one moment.
 *
 * @param holds whether this master holds it
 * @param other the other master that keeps it renewed; the one with the greatest number
 * @param read how many hosts have told of it
 * @param all how many hosts there are
 */
record Sight(boolean holds, Optional<LeaseReport.Held> other, int read, int all, Instant now) {}

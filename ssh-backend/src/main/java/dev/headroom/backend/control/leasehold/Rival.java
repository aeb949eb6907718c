package dev.headroom.backend.control.leasehold;

import java.time.Instant;

/**
 * Another master that holds the lease of the hosts. Immutable.
 *
 * @param who the login name and the computer of its operator, for people
 * @param number the number under which it took the lease
 * @param renewedAt when it renewed the lease last, in whole seconds
 */
public record Rival(String who, long number, Instant renewedAt) {}

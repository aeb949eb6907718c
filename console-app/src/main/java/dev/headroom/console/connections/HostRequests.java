package dev.headroom.console.connections;

import dev.headroom.ma2scf.model.HostId;

/** What an operator asks of the program about the connection to a host. Each call must return at once. */
@FunctionalInterface
public interface HostRequests {
    /** Connects again now, also after a refused login. */
    void tryAgain(HostId host);

    /**
     * Adds the key with this fingerprint to known_hosts, if the host still shows exactly it and no other is known, and
     * connects again. A program that only shows pictures does nothing.
     */
    default void trust(HostId host, String fingerprint) {}
}

package dev.headroom.console.connections;

import dev.headroom.ma2scf.model.HostId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What an operator asks of the program about the connection to a host. Each call must return at once. */
@FunctionalInterface
public interface HostRequests {
    /** Connects again now, also after a refused login. */
    void tryAgain(HostId host);

    /**
     * Adds the key with this fingerprint to known_hosts, if the host still shows exactly it and no other is known, and
     * connects again. A program that only shows pictures does nothing.
     *
     * @return why the key was not added, a sentence; empty if it was, or needs no adding; completed on any thread
     */
    default CompletableFuture<Optional<String>> trust(HostId host, String fingerprint) {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}

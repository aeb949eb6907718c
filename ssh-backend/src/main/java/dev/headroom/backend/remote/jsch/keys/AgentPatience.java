package dev.headroom.backend.remote.jsch.keys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How long agents are waited for: one that was silent is not asked again for a while, so that the hosts do not wait for
 * it one after the other. Safe for several threads at once. See decision 0122.
 */
final class AgentPatience {
    private static final AgentPatience OF_THIS_PROCESS =
            new AgentPatience(Duration.ofSeconds(5), Duration.ofSeconds(30), System::nanoTime);

    private final Duration listing;
    private final Duration rest;
    private final LongSupplier ticker;
    private final ConcurrentHashMap<Path, Long> silent = new ConcurrentHashMap<>();
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    /**
     * @param listing for an agent to accept the connection and to list its keys
     * @param rest how long a silent one is not asked again
     * @param ticker nanoseconds of a clock that only goes forward
     */
    AgentPatience(Duration listing, Duration rest, LongSupplier ticker) {
        this.listing = listing;
        this.rest = rest;
        this.ticker = ticker;
    }

    /** That of all hosts. */
    static AgentPatience ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    Duration listing() {
        return listing;
    }

    /** Whether the agent was silent a short while ago. */
    boolean isResting(Path agent) {
        return Optional.ofNullable(silent.get(agent))
                .filter(since -> ticker.getAsLong() - since < rest.toNanos())
                .isPresent();
    }

    /** Takes down that the agent was silent, and says whether that is the first time. */
    boolean silent(Path agent) {
        return silent.put(agent, ticker.getAsLong()) == null && told.add(agent);
    }

    void answered(Path agent) {
        silent.remove(agent);
    }
}

package dev.headroom.backend.doctor;

import java.util.Optional;

/** What came of asking one host. */
public sealed interface Answer {
    /**
     * The host told of itself.
     *
     * @param clock empty where the host did not tell its time
     */
    record Told(HostFacts facts, Optional<ClockOffset> clock) implements Answer {}

    /**
     * The host could not be asked.
     *
     * @param sentence why, where, and what to do
     */
    record Silent(String sentence) implements Answer {}

    /** What the host told; empty if it could not be asked. */
    default Optional<HostFacts> told() {
        return this instanceof Told(HostFacts facts, var _) ? Optional.of(facts) : Optional.empty();
    }
}

package dev.headroom.ma2scf.model;

import java.util.Optional;

/** What a container is for. */
public sealed interface ContainerRole {

    /** Serves {@code service} where it belongs: the cluster file says so, or its runtime starts it at boot. Never stopped by sharing. */
    record Home(ServiceId service, Endpoint endpoint) implements ContainerRole {}

    /** Defined but normally stopped, ready to serve {@code service} for a loan. */
    record StandBy(ServiceId service, Endpoint endpoint) implements ContainerRole {}

    /**
     * Is meant for {@code service}, but its destination cannot be told: it is shown, never started or stopped.
     *
     * @param reason what is ambiguous or not known, and what would settle it, in sentences
     */
    record Ambiguous(ServiceId service, String reason) implements ContainerRole {}

    /** Carries no service of the cluster file: shown, weighed, never touched. */
    record Unrelated() implements ContainerRole {}

    default Optional<ServiceId> serving() {
        return switch (this) {
            case Home(ServiceId service, var _) -> Optional.of(service);
            case StandBy(ServiceId service, var _) -> Optional.of(service);
            case Ambiguous(ServiceId service, var _) -> Optional.of(service);
            case Unrelated() -> Optional.empty();
        };
    }

    /** Where the container answers when it runs; known also while it is stopped. */
    default Optional<Endpoint> servingAt() {
        return switch (this) {
            case Home(var _, Endpoint endpoint) -> Optional.of(endpoint);
            case StandBy(var _, Endpoint endpoint) -> Optional.of(endpoint);
            case Ambiguous _, Unrelated _ -> Optional.empty();
        };
    }
}

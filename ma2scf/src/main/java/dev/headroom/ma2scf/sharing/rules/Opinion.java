package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.sharing.lending.Round;
import java.util.Optional;
import java.util.Set;

/** That a rule would do something for a service, and what. */
@FunctionalInterface
public interface Opinion {

    /**
     * What is to be done, once the opinion has lasted and nothing more urgent is to be done for the service.
     *
     * @param claimed loans that plans of other services take back already
     * @return empty if nothing is left to do; then the next rule has its say
     */
    Optional<Outcome> outcome(Round round, Set<ContainerId> claimed);

    /** Loans of other services that it takes back. Who claims a loan first has it. */
    default Set<ContainerId> claims() {
        return Set.of();
    }

    /** Whether it must not wait even for what is usually more urgent. */
    default boolean isUrgent() {
        return false;
    }
}

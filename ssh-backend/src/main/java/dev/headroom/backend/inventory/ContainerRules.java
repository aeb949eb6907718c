package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.ContainerId;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a cluster file says of a service's containers beyond which they are.
 *
 * @param homes containers that belong where they are, whatever their runtime does at boot
 * @param standBy of the others, those that run only for a loan, whatever their runtime does at boot
 * @param port where they answer, for destinations that no table has yet; empty: as the tables say
 */
public record ContainerRules(Set<ContainerId> homes, Optional<ContainerPattern> standBy, Optional<Integer> port) {

    /** Nothing is said. */
    public static final ContainerRules NONE = new ContainerRules(Set.of(), Optional.empty(), Optional.empty());

    public ContainerRules {
        homes = Collections.unmodifiableSet(new TreeSet<>(homes));
    }

    /** Whether the file says that a container is at home, or that it is a stand-by; empty where it does not say. */
    public Optional<Boolean> isHome(ContainerId id) {
        return homes.contains(id)
                ? Optional.of(true)
                : standBy.filter(pattern -> pattern.matches(id.name())).map(_ -> false);
    }
}

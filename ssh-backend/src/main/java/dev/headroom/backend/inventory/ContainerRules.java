package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.ContainerId;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules of a cluster file for the containers of a service.
 *
 * @param homes home containers, whatever their runtime does with them at boot
 * @param standBy matches the stand-by containers among the others, whatever their runtime does with them at boot
 * @param port the port at which they answer, for a destination that no IPVS table has yet; empty: the port of the
 * others
 */
public record ContainerRules(Set<ContainerId> homes, Optional<ContainerPattern> standBy, Optional<Integer> port) {

    /** No rule. */
    public static final ContainerRules NONE = new ContainerRules(Set.of(), Optional.empty(), Optional.empty());

    public ContainerRules {
        homes = Collections.unmodifiableSet(new TreeSet<>(homes));
    }

    /**
     * Whether a container is a home container (true) or a stand-by container (false); empty where the rules do not
     * say.
     */
    public Optional<Boolean> isHome(ContainerId id) {
        return homes.contains(id)
                ? Optional.of(true)
                : standBy.filter(pattern -> pattern.matches(id.name())).map(_ -> false);
    }
}

package dev.headroom.ma2scf.model;

import java.util.List;
import java.util.Optional;

/**
 * A machine behind the directors, which hosts containers.
 *
 * @param lends whether the operator allows it to lend
 * @param load missing or stale means: never a lender
 * @param containers in order of name
 */
public record RealServer(
        ServerId id, ZoneId zone, boolean lends, Reading<ServerLoad> load, Reading<List<Container>> containers)
        implements Comparable<RealServer> {
    public RealServer {
        containers = containers.map(list -> list.stream().sorted().toList());
    }

    /** As last reported, however old; empty if never. */
    public List<Container> knownContainers() {
        return containers.lastKnown().orElse(List.of());
    }

    public Optional<Container> container(ContainerId wanted) {
        return knownContainers().stream().filter(c -> c.id().equals(wanted)).findFirst();
    }

    /** Whether both its load and its containers were read recently enough to act on. */
    public boolean isMeasured() {
        return load.fresh().isPresent() && containers.fresh().isPresent();
    }

    public RealServer with(Container changed) {
        return new RealServer(
                id,
                zone,
                lends,
                load,
                containers.map(list -> list.stream()
                        .map(c -> c.id().equals(changed.id()) ? changed : c)
                        .toList()));
    }

    @Override
    public int compareTo(RealServer other) {
        return id.compareTo(other.id);
    }
}

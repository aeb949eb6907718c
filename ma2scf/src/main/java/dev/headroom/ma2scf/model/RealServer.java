package dev.headroom.ma2scf.model;

import java.util.List;
import java.util.Optional;

/**
 * A machine behind the directors, which hosts containers.
 *
 * @param lends whether the operator allows it to lend
 * @param load missing or stale means: never a lender
 * @param containers in order of name
 * @param unchangeable why no command can change it, such as a right that is lacking, one sentence; empty where no reason is
 *     known
 * @param inMaintenance whether an operator has taken it out: it lends nothing, and its own services leave it
 */
public record RealServer(
        ServerId id,
        ZoneId zone,
        boolean lends,
        Reading<ServerLoad> load,
        Reading<List<Container>> containers,
        Optional<String> unchangeable,
        boolean inMaintenance)
        implements Comparable<RealServer> {
    public RealServer {
        containers = containers.map(list -> list.stream().sorted().toList());
    }

    /** A server of which it is not known that no command can change it. */
    public RealServer(
            ServerId id, ZoneId zone, boolean lends, Reading<ServerLoad> load, Reading<List<Container>> containers) {
        this(id, zone, lends, load, containers, Optional.empty());
    }

    /** A server that is not in maintenance. */
    public RealServer(
            ServerId id,
            ZoneId zone,
            boolean lends,
            Reading<ServerLoad> load,
            Reading<List<Container>> containers,
            Optional<String> unchangeable) {
        this(id, zone, lends, load, containers, unchangeable, false);
    }

    /** The same server with other readings. */
    public RealServer with(Reading<ServerLoad> newLoad, Reading<List<Container>> newContainers) {
        return new RealServer(id, zone, lends, newLoad, newContainers, unchangeable, inMaintenance);
    }

    public RealServer withUnchangeable(Optional<String> why) {
        return new RealServer(id, zone, lends, load, containers, why, inMaintenance);
    }

    public RealServer withMaintenance(boolean begun) {
        return new RealServer(id, zone, lends, load, containers, unchangeable, begun);
    }

    /** As last reported, however old; empty if never. */
    public List<Container> knownContainers() {
        return containers.lastKnown().orElse(List.of());
    }

    public Optional<Container> container(ContainerId wanted) {
        return knownContainers().stream().filter(c -> c.id().equals(wanted)).findFirst();
    }

    /** Whether its containers were never read since the observation began: it may have any. */
    public boolean wasNeverRead() {
        return containers.lastKnown().isEmpty();
    }

    /** Whether both its load and its containers were read recently enough to act on. */
    public boolean isMeasured() {
        return load.fresh().isPresent() && containers.fresh().isPresent();
    }

    public RealServer with(Container changed) {
        return with(
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

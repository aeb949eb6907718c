package dev.headroom.ma2scf.model;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One virtual service in a director's IPVS table.
 *
 * @param persistence how long a client sticks to its destination; zero for not persistent
 * @param destinations in order of endpoint, whatever order the kernel listed
 */
public record TableEntry(
        VirtualAddress address, Scheduler scheduler, Duration persistence, List<Destination> destinations) {
    public TableEntry {
        if (persistence.isNegative()) {
            throw new IllegalArgumentException("The persistence (%s) must not be negative.".formatted(persistence));
        }
        destinations = destinations.stream()
                .sorted(Comparator.comparing(Destination::endpoint))
                .toList();
    }

    public Optional<Destination> destination(Endpoint endpoint) {
        return destinations.stream().filter(d -> d.endpoint().equals(endpoint)).findFirst();
    }

    /** This entry with {@code spec} put in place of the destination of the same endpoint (its counts kept), or added. */
    public TableEntry with(DestinationSpec spec) {
        Destination next =
                destination(spec.endpoint()).map(old -> old.with(spec)).orElseGet(() -> Destination.idle(spec));
        Stream<Destination> others =
                destinations.stream().filter(d -> !d.endpoint().equals(spec.endpoint()));
        return new TableEntry(
                address,
                scheduler,
                persistence,
                Stream.concat(others, Stream.of(next)).toList());
    }

    public TableEntry without(Endpoint endpoint) {
        return new TableEntry(
                address,
                scheduler,
                persistence,
                destinations.stream()
                        .filter(d -> !d.endpoint().equals(endpoint))
                        .toList());
    }
}

package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Spot;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One place where a service is served, as all directors with a fresh table see it.
 *
 * @param entries the destination in each fresh table that has it, at least one
 */
public record Site(Spot spot, Carrier carrier, State state, Map<DirectorId, Destination> entries) {
    public Site {
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    /** What stands behind a destination. */
    public sealed interface Carrier {
        record Known(RealServer server, Container container) implements Carrier {}

        /** Carried by no container we know. */
        record Unmanaged() implements Carrier {}
    }

    /** How it serves. */
    public enum State {
        /** Gets new connections, and its container answers as far as a current reading can tell. */
        SERVING,
        /** Gets new connections, but what stands behind it cannot be measured. */
        UNKNOWN,
        /** Weight 0 on every director, and nothing is known to be wrong with it. */
        QUIESCED,
        /** Its container does not serve, but not for long enough to act. */
        BROKEN,
        /** Its server has failed, or its container does not serve for the hold time. */
        FAILED
    }

    public boolean is(State wanted) {
        return state == wanted;
    }

    public Endpoint endpoint() {
        return spot.endpoint();
    }

    /** Whether any director sends it new connections. */
    public boolean getsConnections() {
        return entries.values().stream().anyMatch(d -> !d.spec().weight().isQuiesced());
    }

    public double rate() {
        return entries.values().stream()
                .mapToDouble(Destination::connectionsPerSecond)
                .sum();
    }

    public Optional<Carrier.Known> known() {
        return carrier instanceof Carrier.Known known ? Optional.of(known) : Optional.empty();
    }

    /** Whether an operator has taken its server out for maintenance. */
    public boolean inMaintenance() {
        return known().filter(k -> k.server().inMaintenance()).isPresent();
    }

    /** A stand-by container carries it, and this installation has started it. */
    public boolean isLoan() {
        return known().filter(k -> k.container().isStandBy() && !k.container().isSomebodys())
                .isPresent();
    }
}

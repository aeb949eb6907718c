package dev.headroom.ma2scf.model;

import java.util.Optional;

/**
 * One entry of a virtual service in a director's IPVS table, with what the director counted.
 *
 * @param connectionsPerSecond new connections a second since the frame before, from counter differences
 * @param traffic empty while there is nothing to compare with
 */
public record Destination(
        DestinationSpec spec, ConnectionCounts counts, double connectionsPerSecond, Optional<Traffic> traffic) {
    public Destination {
        Quantities.notNegative("connection rate", connectionsPerSecond);
    }

    /** One whose packets were not compared with an earlier reading. */
    public Destination(DestinationSpec spec, ConnectionCounts counts, double connectionsPerSecond) {
        this(spec, counts, connectionsPerSecond, Optional.empty());
    }

    public static Destination idle(DestinationSpec spec) {
        return new Destination(spec, ConnectionCounts.NONE, 0);
    }

    public Destination with(DestinationSpec next) {
        return new Destination(next, counts, connectionsPerSecond, traffic);
    }

    public Endpoint endpoint() {
        return spec.endpoint();
    }
}

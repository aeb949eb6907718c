package dev.headroom.ma2scf.model;

/**
 * One entry of a virtual service in a director's IPVS table, with what the director counted.
 *
 * @param connectionsPerSecond new connections a second since the frame before, from counter differences
 */
public record Destination(DestinationSpec spec, ConnectionCounts counts, double connectionsPerSecond) {
    public Destination {
        Quantities.notNegative("connection rate", connectionsPerSecond);
    }

    public static Destination idle(DestinationSpec spec) {
        return new Destination(spec, ConnectionCounts.NONE, 0);
    }

    public Endpoint endpoint() {
        return spec.endpoint();
    }
}

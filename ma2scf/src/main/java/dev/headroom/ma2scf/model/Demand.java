package dev.headroom.ma2scf.model;

/**
 * What clients ask of a service, measured at the directors (all of them added up).
 *
 * @param connectionsPerSecond new connections
 * @param activeConnections established now
 */
public record Demand(double connectionsPerSecond, long activeConnections) {
    public Demand {
        Quantities.notNegative("connection rate", connectionsPerSecond);
        if (activeConnections < 0) {
            throw new IllegalArgumentException(
                    "The number of active connections (%d) must not be negative.".formatted(activeConnections));
        }
    }
}

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
        Quantities.notNegative("number of active connections", activeConnections);
    }
}

package dev.headroom.console.topology;

/**
 * Which tile of the overview an end of a flow is at.
 *
 * @param name of the director, the service, or the real server or its zone
 */
record TileKey(Column column, String name) {
    /** Where it stands. */
    enum Column {
        DIRECTOR,
        SERVICE,
        SERVER
    }

    static TileKey from(Flow flow) {
        return new TileKey(flow.hop().from(), flow.from());
    }

    static TileKey to(Flow flow) {
        return new TileKey(flow.hop().to(), flow.to());
    }
}

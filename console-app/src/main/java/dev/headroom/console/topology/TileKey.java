package dev.headroom.console.topology;

/**
 * The tile of the overview at which a flow ends.
 *
 * @param name of the director, the service, or the real server or its zone
 */
record TileKey(Column column, String name) {
    /** The column of the tile. */
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

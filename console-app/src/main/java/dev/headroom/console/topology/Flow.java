package dev.headroom.console.topology;

/**
 * New connections from one tile to another.
 *
 * @param from name of a director or service
 * @param to name of a service or real server
 * @param share of all new connections of the cluster, 0..1
 */
record Flow(Hop hop, String from, String to, double share, Kind kind) {

    /** The columns that it joins. */
    enum Hop {
        DIRECTOR_TO_SERVICE(TileKey.Column.DIRECTOR, TileKey.Column.SERVICE),
        SERVICE_TO_SERVER(TileKey.Column.SERVICE, TileKey.Column.SERVER);

        private final TileKey.Column from;
        private final TileKey.Column to;

        Hop(TileKey.Column from, TileKey.Column to) {
            this.from = from;
            this.to = to;
        }

        TileKey.Column from() {
            return from;
        }

        TileKey.Column to() {
            return to;
        }
    }

    /** How it is drawn: a loan in the accent colour, a quiesced or idle flow as a hairline, a broken one dashed. */
    enum Kind {
        NORMAL,
        LOAN,
        IDLE,
        BROKEN
    }
}

package dev.headroom.console.topology;

/** How much of each real server is drawn, by how many there are and how much room. */
enum Density {
    /** Everything, one below the other. */
    FULL,
    /** The same with the bar beside the name, where the window is low. */
    TIGHT,
    /** Name, number and bar, in a grid by zone; the rest on hover. */
    COMPACT,
    /** A block for each zone, a cell for each server; the rest on hover. */
    CELLS;

    private static final int FULL_UP_TO = 12;
    private static final int TILES_UP_TO = 200;
    private static final double FULL_HEIGHT = 80;

    static Density of(int servers, double height) {
        if (servers > TILES_UP_TO) {
            return CELLS;
        }
        if (servers > FULL_UP_TO) {
            return COMPACT;
        }
        return servers * FULL_HEIGHT > height ? TIGHT : FULL;
    }

    /** Whether servers are grouped by zone, and flows end at the zones. */
    static boolean groups(int servers) {
        return servers > FULL_UP_TO;
    }
}

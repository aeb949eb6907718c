package dev.headroom.console.topology;

import java.util.List;

/** How much of each real server is drawn, by the number of servers and the free space. See decision 0003. */
enum Density {
    /** All values, one below the other. */
    FULL,
    /** All values, with the bar beside the name and without the age. */
    TIGHT,
    /** As TIGHT, without the names of containers in their usual state. */
    SLIM,
    /** Name, number and bar, in a grid by zone; the rest on hover. */
    COMPACT,
    /** A block for each zone, a cell for each server; the rest on hover. */
    CELLS;

    private static final int FULL_UP_TO = 12;
    private static final int TILES_UP_TO = 200;

    /** The densities to try, the most detailed first; where none fits, the last one scrolls. */
    static List<Density> candidates(int servers) {
        if (servers > TILES_UP_TO) {
            return List.of(CELLS);
        }
        return servers > FULL_UP_TO ? List.of(COMPACT) : List.of(FULL, TIGHT, SLIM);
    }

    /** Whether servers are grouped by zone, and flows end at the zones. */
    static boolean groups(int servers) {
        return servers > FULL_UP_TO;
    }
}

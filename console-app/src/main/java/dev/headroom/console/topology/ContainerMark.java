package dev.headroom.console.topology;

import dev.headroom.ma2scf.model.ContainerId;

/**
 * One container as a mark on its server's tile.
 *
 * @param explanation the same in words
 */
record ContainerMark(ContainerId id, Kind kind, String explanation) {

    /** What the mark says; the name in lower case without underscore is its pseudo-class. */
    enum Kind {
        SERVING,
        STANDBY,
        LOAN,
        CHANGING,
        BROKEN,
        /** Its server is not read, so nobody can say. */
        UNKNOWN,
        UNRELATED
    }
}

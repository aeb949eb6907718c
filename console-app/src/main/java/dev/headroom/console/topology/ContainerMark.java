package dev.headroom.console.topology;

import dev.headroom.ma2scf.model.ContainerId;

/**
 * One container as a mark on its server's tile.
 *
 * @param explanation the mark in words
 */
record ContainerMark(ContainerId id, Kind kind, String explanation) {

    /** The meaning of a mark; its name in lower case without underscore is its pseudo-class. */
    enum Kind {
        SERVING,
        STANDBY,
        LOAN,
        CHANGING,
        BROKEN,
        /** Its server is not read, so its state is unknown. */
        UNKNOWN,
        UNRELATED
    }
}

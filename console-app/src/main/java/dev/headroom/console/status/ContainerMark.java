package dev.headroom.console.status;

import dev.headroom.ma2scf.model.ContainerId;

/**
 * One container in one word with its mark, the same in every view.
 *
 * @param explanation the mark in words
 */
public record ContainerMark(ContainerId id, Kind kind, String explanation) {

    /** The meaning of a mark; its name in lower case without underscore is its pseudo-class. */
    public enum Kind {
        SERVING("serving"),
        LOAN("on loan"),
        STANDBY("stand-by"),
        CHANGING("changing"),
        BROKEN("failed"),
        /** Its server is not read, so its state is unknown. */
        UNKNOWN("not read"),
        UNRELATED("unrelated");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}

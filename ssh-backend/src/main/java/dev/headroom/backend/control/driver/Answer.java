package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.ControlState;

/** What the master said to an intent. */
public sealed interface Answer {

    /**
     * It was taken.
     *
     * @param state just after
     */
    record Accepted(ControlState state) implements Answer {}

    /** It was not; nothing was changed by it. */
    record Refused(String sentence) implements Answer {}
}

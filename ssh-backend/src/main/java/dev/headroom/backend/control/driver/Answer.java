package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.ControlState;

/** The master's answer to an intent. */
public sealed interface Answer {

    /**
     * The master accepted the intent.
     *
     * @param state the state just after
     */
    record Accepted(ControlState state) implements Answer {}

    /** The master refused the intent, which changed nothing. */
    record Refused(String sentence) implements Answer {}
}

package dev.headroom.backend.control;

/** What became of the command of one step. Whether the change was made is for the next reading to say. */
public sealed interface CommandOutcome {

    /** The command ended well. */
    record Ran(String output) implements CommandOutcome {}

    /** The command was not sent, or the host refused it: nothing was changed by it. */
    record Refused(String sentence) implements CommandOutcome {}

    /** The connection was lost after sending: perhaps done, perhaps not. Never sent again before a look at the host. */
    record Indeterminate(String sentence) implements CommandOutcome {}
}

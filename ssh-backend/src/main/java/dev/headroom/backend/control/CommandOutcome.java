package dev.headroom.backend.control;

/** The outcome of one step's command. Only the next reading says whether the change was made. */
public sealed interface CommandOutcome {

    /**
     * The command ended with exit status 0.
     *
     * @param output its standard output
     */
    record Ran(String output) implements CommandOutcome {}

    /** The command was not sent, or the host refused it: it changed nothing. */
    record Refused(String sentence) implements CommandOutcome {}

    /**
     * The connection was lost after sending: the host may or may not have run the command. Headroom sends it again
     * only after a reading of the host.
     */
    record Indeterminate(String sentence) implements CommandOutcome {}
}

package dev.headroom.backend.control;

/** The outcome of one step's command. Only the next reading says whether the change was made. */
public sealed interface CommandOutcome {

    /**
     * The command ended with exit status 0.
     *
     * @param output its standard output
     */
    record Ran(String output) implements CommandOutcome {}

    /** The host refused the command: it should have changed nothing. */
    record Refused(String sentence) implements CommandOutcome {}

    /**
     * The command was not sent, and will not be, or its host has not begun it for want of the lease: it changed nothing, and what a
     * reading shows of its effect is somebody else's.
     */
    record Unsent(String sentence) implements CommandOutcome {}

    /**
     * The command was not sent: so much time had passed since it was decided that the cluster may have changed. The step is judged
     * anew by the next reading.
     */
    record Late(String sentence) implements CommandOutcome {}

    /**
     * The host may or may not have changed: the connection was lost after sending, or the command failed halfway.
     * Headroom sends it again only after a reading of the host.
     *
     * @param mayStillRun whether the host has not said that the command ended there
     */
    record Indeterminate(String sentence, boolean mayStillRun) implements CommandOutcome {
        /** The outcome of a command that may still run on its host. */
        public Indeterminate(String sentence) {
            this(sentence, true);
        }
    }
}

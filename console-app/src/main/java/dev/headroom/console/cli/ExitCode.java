package dev.headroom.console.cli;

/** The exit codes of a command. */
public enum ExitCode {
    DONE(0),
    /** A fault of Headroom itself. */
    BUG(1),
    /** Bad usage or a bad file. */
    BAD_INPUT(2),
    /** A host cannot be reached, logged in to or observed. */
    UNREACHABLE(3),
    /** Refused for safety; nothing was changed. */
    REFUSED(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}

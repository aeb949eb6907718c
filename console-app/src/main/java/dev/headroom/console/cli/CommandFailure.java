package dev.headroom.console.cli;

import dev.headroom.backend.journal.FileTrouble;
import dev.headroom.backend.remote.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serial;
import java.nio.file.Path;

/** Ends a command with one sentence on standard error and an exit code. */
public final class CommandFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient ExitCode exitCode;

    public CommandFailure(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public CommandFailure(ExitCode exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    /** A state folder that is there and cannot be used: never taken for an empty one. */
    static CommandFailure unusable(Path folder, IOException e) {
        return unusable(folder, "", e);
    }

    /**
     * The same with what follows.
     *
     * @param consequence as {@code , so nothing was recorded}
     */
    static CommandFailure unusable(Path folder, String consequence, IOException e) {
        return new CommandFailure(
                ExitCode.BAD_INPUT,
                "The state folder %s cannot be used (%s)%s. Mend that, or name another with --state."
                        .formatted(folder, FileTrouble.of(folder, e), consequence),
                e);
    }

    /** Prints the sentence on standard error, and returns it as it was printed. */
    String print(PrintWriter err) {
        String sentence = Printable.of(String.valueOf(getMessage()));
        err.println("headroom: " + sentence);
        err.flush();
        return sentence;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}

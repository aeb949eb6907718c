package dev.headroom.console.cli.doctor;

import dev.headroom.backend.Examination;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Says on a terminal how far an examination is, in about ten lines for any number of hosts. Safe for several threads at once. */
final class TerminalProgress implements Examination.Progress {
    private static final int LINES = 10;

    private final PrintWriter err;
    private int told = -1;

    TerminalProgress(PrintWriter err) {
        this.err = err;
    }

    /** For an operator who waits; a program or a file is told nothing. */
    static Examination.Progress of(PrintWriter err) {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                ? new TerminalProgress(err)
                : NONE;
    }

    @Override
    public synchronized void asked(int answered, int all) {
        int part = all == 0 ? LINES : answered * LINES / all;
        if (part > told) { // threads may come late with a smaller number
            told = part;
            say(
                    answered == 0
                            ? "asking %d hosts of themselves …".formatted(all)
                            : "%d of %d hosts have answered or cannot be asked".formatted(answered, all));
        }
    }

    @Override
    public synchronized void reading() {
        say("waiting for readings of tables and containers …");
    }

    private void say(String text) {
        err.println("headroom: " + text);
        err.flush();
    }
}

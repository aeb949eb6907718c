package dev.headroom.simulation.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Runs commands on a simulated host and prints the text of the real tools. Called on several threads at once. */
@FunctionalInterface
public interface SimulatedExec {

    /**
     * Runs one command to its end.
     *
     * @param commandText the text for the host's login shell, quoted by {@code CommandLine.toShell}
     * @param in standard input; ends when the client closes its side
     * @param out standard output; writing throws after the client has gone
     * @param err standard error
     * @return the exit code, 0..255
     * @throws IOException if a stream fails, usually because the client has gone
     */
    int run(String commandText, InputStream in, OutputStream out, OutputStream err) throws IOException;
}

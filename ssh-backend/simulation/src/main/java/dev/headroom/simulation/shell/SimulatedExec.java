package dev.headroom.simulation.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a simulated host does with a command: the text that real tools would print, below the parsers. Called on several
 * threads at once.
 */
@FunctionalInterface
public interface SimulatedExec {

    /**
     * Runs one command to its end.
     *
     * @param commandText what would reach the host's login shell, quoted by {@code CommandLine.toShell}
     * @param in what the client sends; ends when the client closes its side
     * @param out standard output; writing to a client that has gone throws
     * @param err standard error
     * @return the exit code, 0..255
     * @throws IOException if a stream fails, usually because the client has gone
     */
    int run(String commandText, InputStream in, OutputStream out, OutputStream err) throws IOException;
}

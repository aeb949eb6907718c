package dev.headroom.backend.remote.trust;

import java.nio.file.Path;

/** The verdict of the known_hosts files on a key that a host has shown. */
public sealed interface HostKeyVerdict {
    /**
     * A line of a file.
     *
     * @param line {@link #WHOLE_FILE} for a file without lines
     */
    record Place(Path file, int line) {
        public static final int WHOLE_FILE = 0;

        @Override
        public String toString() {
            return line == WHOLE_FILE ? file.toString() : file + ":" + line;
        }
    }

    /** A line names this host with exactly this key, and no line revokes it. */
    record Trusted() implements HostKeyVerdict {}

    /** No line names this host with any key. */
    record Unknown() implements HostKeyVerdict {}

    /**
     * The host is known with another key, of the same type or of another.
     *
     * @param known a line that names the host
     */
    record Changed(Place known) implements HostKeyVerdict {}

    /**
     * A line revokes this key for this host, whatever other lines say.
     *
     * @param by the line
     */
    record Revoked(Place by) implements HostKeyVerdict {}
}

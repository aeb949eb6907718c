package dev.headroom.backend.remote.trust;

import java.nio.file.Path;

/** What the files say of a key that a host has shown. */
public sealed interface HostKeyVerdict {
    /** A line of a file. */
    record Place(Path file, int line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** A line names this host with exactly this key, and no line revokes it. */
    record Trusted() implements HostKeyVerdict {}

    /** No line names this host with any key. */
    record Unknown() implements HostKeyVerdict {}

    /**
     * This host is known, but with another key, be it of the same type or not.
     *
     * @param known a line that names it
     */
    record Changed(Place known) implements HostKeyVerdict {}

    /** A line forbids this key for this host, whatever other lines say. */
    record Revoked(Place by) implements HostKeyVerdict {}
}

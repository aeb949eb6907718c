package dev.headroom.backend.remote.trust;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the trusted host keys of one host stand. The files are read, never written; each may be missing.
 *
 * @param user the login user's own files; the first is the one that an operator is told to add a key to; at least one
 * @param global files of the whole machine
 * @param alias the name to look up in place of the address and port; empty for these
 */
public record HostKeyFiles(List<Path> user, List<Path> global, Optional<String> alias) {
    public HostKeyFiles {
        user = List.copyOf(user);
        global = List.copyOf(global);
        if (user.isEmpty()) {
            throw new IllegalArgumentException("There must be at least one known_hosts file.");
        }
    }

    /** One file and no other. */
    public static HostKeyFiles only(Path knownHosts) {
        return new HostKeyFiles(List.of(knownHosts), List.of(), Optional.empty());
    }

    List<Path> all() {
        return Stream.concat(user.stream(), global.stream()).toList();
    }
}

package dev.headroom.backend.remote.trust;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of the trusted host keys of one host. Headroom reads them and never writes them; each may be missing.
 *
 * @param user the login user's own files, at least one; the advice for a new host key names the first
 * @param global files of the whole machine
 * @param alias the name to look up in place of the address and port; empty for address and port
 */
public record HostKeyFiles(List<Path> user, List<Path> global, Optional<String> alias) {
    public HostKeyFiles {
        user = List.copyOf(user);
        global = List.copyOf(global);
        if (user.isEmpty()) {
            throw new IllegalArgumentException("There must be at least one known_hosts file.");
        }
    }

    /** A single file. */
    public static HostKeyFiles only(Path knownHosts) {
        return new HostKeyFiles(List.of(knownHosts), List.of(), Optional.empty());
    }

    List<Path> all() {
        return Stream.concat(user.stream(), global.stream()).toList();
    }
}

package dev.headroom.backend.remote.trust;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of the trusted host keys of one host. A connection reads them and never writes them; each may be missing.
 *
 * @param user the login user's own files, at least one; the first gets a key that the operator trusts
 * @param global files of the whole machine
 * @param alias the name to look up in place of the address and port; empty for address and port
 * @param revoked the file of keys that no host may have (RevokedHostKeys), which must exist
 * @param hashed whether a name is written as a hash (HashKnownHosts)
 * @param keepsNone where a line names, first, what keeps no keys, such as {@code none} or a folder: the beginning of a
 *     sentence with that line and its place; empty for a file
 */
public record HostKeyFiles(
        List<Path> user,
        List<Path> global,
        Optional<String> alias,
        Optional<Path> revoked,
        boolean hashed,
        Optional<String> keepsNone) {
    public HostKeyFiles {
        user = List.copyOf(user);
        global = List.copyOf(global);
        if (user.isEmpty()) {
            throw new IllegalArgumentException("There must be at least one known_hosts file.");
        }
    }

    /** Files that can keep keys. */
    public HostKeyFiles(
            List<Path> user, List<Path> global, Optional<String> alias, Optional<Path> revoked, boolean hashed) {
        this(user, global, alias, revoked, hashed, Optional.empty());
    }

    /** Files without one of revoked keys; names are written in clear text. */
    public HostKeyFiles(List<Path> user, List<Path> global, Optional<String> alias) {
        this(user, global, alias, Optional.empty(), false);
    }

    /** A single file. */
    public static HostKeyFiles only(Path knownHosts) {
        return new HostKeyFiles(List.of(knownHosts), List.of(), Optional.empty());
    }

    List<Path> all() {
        return Stream.concat(user.stream(), global.stream()).toList();
    }

    /** The name under which a host is looked up and added: in lower case, {@code [host]:port} for another port than 22. */
    public String name(String address, int port) {
        String name = alias.orElse(address).toLowerCase(Locale.ROOT);
        return alias.isPresent() || port == KnownHosts.DEFAULT_PORT ? name : "[%s]:%d".formatted(name, port);
    }
}

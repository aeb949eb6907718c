package dev.headroom.backend.remote;

import dev.headroom.ma2scf.model.HostId;
import java.nio.file.Path;
import java.util.List;

/**
 * Where and as whom to log in: everything that is needed to reach one host, with nothing left to guess.
 *
 * @param address a host name or a numeric address, without brackets
 * @param port 1..65535
 * @param identities files of private keys, tried in this order and before the agent's; may be empty
 * @param knownHosts the one file of trusted host keys; read, never written; may not exist
 */
public record SshTarget(HostId host, String address, int port, String user, List<Path> identities, Path knownHosts) {

    /** The port where nothing else is said. */
    public static final int DEFAULT_PORT = 22;

    public SshTarget {
        if (address.isBlank() || address.startsWith("-")) {
            throw new IllegalArgumentException(
                    "The address '%s' of %s must be a host name or a numeric address.".formatted(address, host.name()));
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The port (%d) must be within 1..65535.".formatted(port));
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("The user of %s must not be empty.".formatted(host.name()));
        }
        identities = List.copyOf(identities);
    }
}

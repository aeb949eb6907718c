package dev.headroom.backend.remote;

import dev.headroom.backend.remote.trust.HostKeyFiles;
import dev.headroom.ma2scf.model.HostId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to log in to one host: every setting, resolved.
 *
 * @param address a host name or a numeric address, without brackets
 * @param port 1..65535
 * @param keys the keys with which to log in
 * @param hostKeys the files of trusted host keys
 * @param route the way there
 * @param session what else is configured for the connection
 */
public record SshTarget(
        HostId host,
        String address,
        int port,
        String user,
        LoginKeys keys,
        HostKeyFiles hostKeys,
        Route route,
        SessionSettings session) {

    /** The port unless another is configured. */
    public static final int DEFAULT_PORT = 22;

    /** The last port that there is. */
    public static final int HIGHEST_PORT = 65_535;

    public SshTarget {
        if (address.isBlank() || address.startsWith("-")) {
            throw new IllegalArgumentException(
                    "The address '%s' of %s must be a host name or a numeric address.".formatted(address, host.name()));
        }
        if (!isPort(port)) {
            throw new IllegalArgumentException("The port (%d) must be within 1..65535.".formatted(port));
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("The user of %s must not be empty.".formatted(host.name()));
        }
    }

    /** Whether a number may be a port. */
    public static boolean isPort(int number) {
        return number >= 1 && number <= HIGHEST_PORT;
    }

    /** A target that is reached directly, with settings of Headroom's own. */
    public SshTarget(HostId host, String address, int port, String user, LoginKeys keys, HostKeyFiles hostKeys) {
        this(host, address, port, user, keys, hostKeys, Route.direct(), SessionSettings.ours());
    }

    /** A target without an ssh-agent and with one file of trusted host keys. */
    public SshTarget(HostId host, String address, int port, String user, List<Path> identities, Path knownHosts) {
        this(
                host,
                address,
                port,
                user,
                new LoginKeys(identities, false, Optional.empty()),
                HostKeyFiles.only(knownHosts));
    }

    /** The same machine, logged in to by nothing: its key is looked at. A jump host on the way keeps its keys. */
    public SshTarget withoutKeys() {
        LoginKeys none = new LoginKeys(List.of(), List.of(), true, Optional.empty(), LoginMethods.keysOnly());
        return new SshTarget(host, address, port, user, none, hostKeys, route, session);
    }

    /** The files of private keys, in the order in which they are tried. */
    public List<Path> identities() {
        return keys.identities();
    }

    /** The file to which a new host key is added; it may not exist yet. */
    public Path knownHosts() {
        return hostKeys.user().getFirst();
    }
}

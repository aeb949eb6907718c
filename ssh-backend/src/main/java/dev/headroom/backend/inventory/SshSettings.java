package dev.headroom.backend.inventory;

import java.util.Optional;

/**
 * The settings of a cluster file for logging in. {@code ~/.ssh/config} and the ssh-agent decide the empty ones. Paths
 * are as written, a leading {@code ~} included.
 *
 * @param identity the file of a private key
 * @param knownHosts the file of trusted host keys
 */
public record SshSettings(
        Optional<String> user, Optional<Integer> port, Optional<String> identity, Optional<String> knownHosts) {

    /** No setting. */
    public static final SshSettings NONE =
            new SshSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** These settings; each empty one is taken from {@code other}. */
    public SshSettings orElse(SshSettings other) {
        return new SshSettings(
                user.or(other::user),
                port.or(other::port),
                identity.or(other::identity),
                knownHosts.or(other::knownHosts));
    }
}

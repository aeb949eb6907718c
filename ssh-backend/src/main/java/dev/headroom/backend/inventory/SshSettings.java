package dev.headroom.backend.inventory;

import java.util.Optional;

/**
 * What a cluster file says about logging in. What it leaves open, {@code ~/.ssh/config} and the agent decide. Paths are as
 * written, a leading {@code ~} included.
 */
public record SshSettings(
        Optional<String> user, Optional<Integer> port, Optional<String> identity, Optional<String> knownHosts) {

    /** Nothing said. */
    public static final SshSettings NONE =
            new SshSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** These settings, and where they are silent the others. */
    public SshSettings orElse(SshSettings other) {
        return new SshSettings(
                user.or(other::user),
                port.or(other::port),
                identity.or(other::identity),
                knownHosts.or(other::knownHosts));
    }
}

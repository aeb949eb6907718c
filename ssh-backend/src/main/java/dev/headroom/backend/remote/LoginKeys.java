package dev.headroom.backend.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The keys with which to log in.
 *
 * @param identities files of private keys, tried in this order and before the agent's; may be empty
 * @param identitiesOnly whether only those keys of the ssh-agent may be offered whose public key stands in or beside
 * one of the files
 * @param agent the socket of an ssh-agent
 */
public record LoginKeys(List<Path> identities, boolean identitiesOnly, Optional<Path> agent) {
    public LoginKeys {
        identities = List.copyOf(identities);
    }
}

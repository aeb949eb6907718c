package dev.headroom.backend.remote;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The keys with which to log in, and the other ways that are allowed.
 *
 * @param identities files of private keys, tried in this order and before the agent's; may be empty
 * @param certificates files of certificates (CertificateFile), beside those that stand next to a key file as
 * {@code KEY-cert.pub}; may be empty
 * @param identitiesOnly whether only those keys of the ssh-agent may be offered whose public key stands in or beside
 * one of the files
 * @param agent the socket of an ssh-agent
 */
public record LoginKeys(
        List<Path> identities,
        List<Path> certificates,
        boolean identitiesOnly,
        Optional<Path> agent,
        LoginMethods methods) {
    /** Where the agent of OpenSSH listens on Windows. */
    public static final String PIPE_OF_OPENSSH = "\\\\.\\pipe\\openssh-ssh-agent";

    public LoginKeys {
        identities = List.copyOf(identities);
        certificates = List.copyOf(certificates);
    }

    /** Keys without named certificates, and all other ways allowed. */
    public LoginKeys(List<Path> identities, boolean identitiesOnly, Optional<Path> agent) {
        this(identities, List.of(), identitiesOnly, agent, LoginMethods.all());
    }
}

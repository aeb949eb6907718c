package dev.headroom.backend.etcd;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where etcd is, and how this program shows who it is there. Immutable.
 *
 * @param endpoints at least one address of a member, as {@code https://e1:2379}; they are tried in this order
 * @param ca the certificates by which members are trusted; empty for those that Java trusts
 * @param identity the certificate of this program and its key; empty for none
 * @param user empty where etcd asks for none
 * @param place where the cluster file says so, as {@code shop.yaml:3:8}, for sentences
 */
public record EtcdSettings(
        List<URI> endpoints, Optional<Path> ca, Optional<Identity> identity, Optional<User> user, String place) {
    /** A certificate, and the key of it in the form PKCS #8, both PEM. */
    public record Identity(Path certificate, Path key) {}

    /** A user of etcd, and the file that has the password in its first line. */
    public record User(String name, Path password) {}

    public EtcdSettings {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("etcd needs at least one address.");
        }
    }
}

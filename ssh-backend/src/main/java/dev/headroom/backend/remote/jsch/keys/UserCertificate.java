package dev.headroom.backend.remote.jsch.keys;

import dev.headroom.backend.remote.trust.HostCertificate;
import dev.headroom.backend.remote.trust.PublicKeyBlob;
import dev.headroom.backend.remote.trust.ValidityPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An OpenSSH certificate of a user's key: what is needed of it to log in. {@link HostCertificate} reads it, whose layout is
 * the same.
 *
 * @param blob as it is sent
 * @param type such as {@code ssh-ed25519-cert-v01@openssh.com}
 * @param key the public key that it certifies, as that is sent without the certificate
 * @param ofUser whether it is for users, not for hosts
 * @param principals the users for whom it is; empty for all
 */
record UserCertificate(
        Blob blob, String type, Blob key, boolean ofUser, List<String> principals, ValidityPeriod valid) {
    /** Of its keys none is offered. */
    private static final String DSA = "ssh-dss";

    UserCertificate {
        principals = List.copyOf(principals);
    }

    /** The certificate in the bytes; empty if they hold none. */
    static Optional<UserCertificate> of(Blob blob) {
        byte[] all = blob.bytes();
        String type = PublicKeyBlob.type(all).orElse("");
        return HostCertificate.of(all)
                .filter(_ -> !PublicKeyBlob.plainType(type).equals(DSA))
                .map(said -> new UserCertificate(
                        blob,
                        type,
                        new Blob(PublicKeyBlob.plain(all).orElseThrow()),
                        !said.ofHost(),
                        said.names(),
                        said.valid()));
    }

    /** What speaks against the certificate, as far as this computer knows; empty if nothing. */
    Optional<String> doubt(String user, Instant now) {
        if (!ofUser) {
            return Optional.of("is one of a host, not of a user");
        }
        Optional<String> outside = valid.doubt(now);
        if (outside.isPresent()) {
            return outside;
        }
        return principals.isEmpty() || principals.contains(user)
                ? Optional.empty()
                : Optional.of("is for %s, not for '%s'".formatted(quoted(), user));
    }

    private String quoted() {
        return String.join(
                ", ", principals.stream().map(name -> "'" + name + "'").toList());
    }
}

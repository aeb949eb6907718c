package dev.headroom.backend.remote.trust;

import java.util.List;

/**
 * The lines that count for a host's certificate.
 *
 * @param authorities the keys that may sign it: {@code @cert-authority}
 * @param revoked the keys that neither it nor its authority may have: {@code @revoked} and RevokedHostKeys
 */
public record CertificateLines(List<MarkedKey> authorities, List<MarkedKey> revoked) {
    public CertificateLines {
        authorities = List.copyOf(authorities);
        revoked = List.copyOf(revoked);
    }

    /** Whether no line counts: a certificate could neither be accepted nor forbid the host. */
    public boolean isEmpty() {
        return authorities.isEmpty() && revoked.isEmpty();
    }
}

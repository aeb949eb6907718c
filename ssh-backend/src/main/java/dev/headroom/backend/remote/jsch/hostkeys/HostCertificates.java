package dev.headroom.backend.remote.jsch.hostkeys;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownCAKeyException;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import dev.headroom.backend.remote.jsch.crypto.SecurityKeySignature;
import dev.headroom.backend.remote.trust.CertificateLines;
import dev.headroom.backend.remote.trust.HostCertificate;
import dev.headroom.backend.remote.trust.HostKeyVerdict;
import dev.headroom.backend.remote.trust.KnownHosts;
import dev.headroom.backend.remote.trust.MarkedKey;
import dev.headroom.backend.remote.trust.PublicKeyBlob;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the known_hosts files say of the certificate that one host shows. JSch judges a certificate by the lines that it
 * gets here, but for one that a security key signed, which is judged here. See decisions 0089 and 0106.
 *
 * @param clock this computer's time, by which certificates count
 */
record HostCertificates(SshTarget target, KnownHosts knownHosts, HostProof proof, InstantSource clock) {
    /** JSch takes the names of a line apart at these, and so gets no authority for a host that is called so. */
    private static final Pattern SEVERAL_NAMES = Pattern.compile("[,*?\\s]");

    private static final int MANY_LINES = 5;

    private CertificateLines known() throws IOException {
        return knownHosts.certificateLines(target.hostKeys(), target.address(), target.port());
    }

    /** The name that a certificate must have. */
    private String name() {
        return target.hostKeys().alias().orElse(target.address());
    }

    /** The line by which the certificate itself is revoked. */
    Optional<HostKeyVerdict.Place> revokedBy() throws IOException {
        return proof.hostKey().isPresent()
                ? knownHosts.revoked(target.hostKeys(), proof.hostKey().get())
                : Optional.empty();
    }

    /**
     * The lines that count for a certificate, each under the name of this host, so that JSch judges by them alone; no
     * plain keys: JSch would judge them by its own rules. A revoked key is an authority too, because JSch looks for it
     * among these only.
     */
    HostKey[] lines() throws IOException {
        String name = target.hostKeys()
                .alias()
                .orElse(
                        target.port() == SshTarget.DEFAULT_PORT
                                ? target.address()
                                : "[%s]:%d".formatted(target.address(), target.port()));
        if (SEVERAL_NAMES.matcher(name).find()) {
            return new HostKey[0];
        }
        CertificateLines lines = known();
        List<HostKey> result = new ArrayList<>();
        for (MarkedKey revoked : lines.revoked()) {
            result.add(marked("@revoked", name, revoked));
            result.add(marked("@cert-authority", name, revoked));
        }
        for (MarkedKey authority : lines.authorities()) {
            result.add(marked("@cert-authority", name, authority));
        }
        return result.toArray(HostKey[]::new);
    }

    private static HostKey marked(String marker, String name, MarkedKey key) {
        try {
            return new HostKey(marker, name, HostKey.UNKNOWN, key.key(), "");
        } catch (JSchException e) {
            throw new IllegalStateException("JSch examines a key only to find its type.", e);
        }
    }

    /**
     * Whether the host has shown a certificate of this plain key that counts, signed by an authority of the files that is
     * a security key. The host has proven that it has the key: the key exchange is over.
     */
    boolean securityKeySigned(byte[] plain) throws IOException {
        Optional<byte[]> shown = proof.hostKey()
                .filter(all -> PublicKeyBlob.plain(all)
                        .filter(key -> Arrays.equals(key, plain))
                        .isPresent());
        Optional<HostCertificate> certificate = shown.flatMap(HostCertificate::of)
                .filter(one -> one.doubt(name(), clock.instant()).isEmpty());
        if (certificate.isEmpty() || !isSigned(shown.get(), certificate.get().authority())) {
            return false;
        }
        byte[] authority = certificate.get().authority();
        CertificateLines lines = known();
        return lines.authorities().stream().anyMatch(line -> line.isKey(authority))
                && lines.revoked().stream().noneMatch(line -> line.isKey(authority) || line.isKey(plain))
                && revokedBy().isEmpty();
    }

    private boolean isSigned(byte[] certificate, byte[] authority) {
        return PublicKeyBlob.type(authority)
                .flatMap(SecurityKeySignature::ofType)
                .filter(kind -> target.session()
                        .algorithms()
                        .authorities()
                        .map(allowed -> allowed.contains(kind.type()))
                        .orElse(true))
                .filter(kind -> HostCertificate.signed(certificate)
                        .filter(signed -> kind.verifies(authority, signed.text(), signed.signature()))
                        .isPresent())
                .isPresent();
    }

    /** The failure for a revoked certificate; JSch does not say which of the two keys it found among the revoked ones. */
    RemoteFailure revoked(String where) {
        String lines = "";
        try {
            lines = known().revoked().stream()
                    .map(revoked -> revoked.place().toString())
                    .distinct()
                    .limit(MANY_LINES)
                    .collect(Collectors.joining(" or "));
        } catch (IOException e) {
            lines = e.toString();
        }
        return new RemoteFailure.HostKeyRevoked(
                target.host(), where, "its certificate,", "or the authority that signed it", lines);
    }

    /** Why the certificate does not count, the end of a sentence. */
    String doubt(JSchException refused) {
        if (refused instanceof JSchUnknownCAKeyException) {
            return "no line names the authority that signed it for this host";
        }
        return proof.hostKey()
                .flatMap(HostCertificate::of)
                .flatMap(certificate -> certificate
                        .doubt(name(), clock.instant())
                        .or(() -> PublicKeyBlob.type(certificate.authority())
                                .flatMap(SecurityKeySignature::ofType)
                                .map(kind ->
                                        "the signature of its authority (%s) is wrong, or CASignatureAlgorithms forbids it"
                                                .formatted(kind.type()))))
                .orElseGet(() -> String.valueOf(refused.getMessage()));
    }
}

package dev.headroom.backend.remote.jsch.hostkeys;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.Logger;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.UserInfo;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.Said;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import dev.headroom.backend.remote.trust.CertificateLines;
import dev.headroom.backend.remote.trust.Fingerprint;
import dev.headroom.backend.remote.trust.HostKeyVerdict;
import dev.headroom.backend.remote.trust.KnownHosts;
import dev.headroom.backend.remote.trust.KnownHostsWriter;
import dev.headroom.backend.remote.trust.PublicKeyBlob;
import dev.headroom.backend.remote.trust.ShownKey;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the key that one host shows by the known_hosts files, and remembers key and verdict. One for each attempt to
 * log in, so that the next attempt uses an edited file. Never changes a file. See decision 0089.
 */
public final class TrustedHostKeys implements HostKeyRepository {
    private static final String RSA = "ssh-rsa";
    /** The end of the names of all certificate algorithms. */
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    private static final int MOST_LETTERS = 300;

    private final SshTarget target;
    private final KnownHosts knownHosts;
    private final HostCertificates certificates;
    private volatile byte @Nullable [] shown;
    private volatile boolean certificateShown;
    private @Nullable HostKeyVerdict verdict;
    private @Nullable IOException unreadable;
    private @Nullable String refusedCertificate;

    /** @param clock this computer's time, by which certificates count */
    public TrustedHostKeys(SshTarget target, KnownHosts knownHosts, HostProof proof, InstantSource clock) {
        this.target = target;
        this.knownHosts = knownHosts;
        this.certificates = new HostCertificates(target, knownHosts, proof, clock);
    }

    /**
     * Makes the session ask for the key types that are known, and ask this object about the key.
     *
     * @param supported the algorithms that may be used
     */
    public void judge(Session session, List<String> supported) {
        String algorithms = preferred(supported);
        session.setConfig("server_host_key", algorithms);
        session.setHostKeyRepository(this);
        target.hostKeys().alias().ifPresent(session::setHostKeyAlias);
    }

    /**
     * The algorithms for the host's key: of {@code supported}, first the certificates, where a line names an authority
     * for the host or its key of the first type is known, then the types of the host's known keys, then all others, as
     * OpenSSH orders them. Certificates are left out where no line could accept or revoke one.
     */
    String preferred(List<String> supported) {
        List<String> plain =
                supported.stream().filter(name -> !name.endsWith(CERTIFICATE)).toList();
        Set<String> result = new LinkedHashSet<>();
        try {
            Set<String> known = knownHosts.knownTypes(target.hostKeys(), target.address(), target.port());
            CertificateLines lines = knownHosts.certificateLines(target.hostKeys(), target.address(), target.port());
            List<String> certificates = lines.isEmpty()
                    ? List.of()
                    : supported.stream()
                            .filter(name -> name.endsWith(CERTIFICATE))
                            .toList();
            if (!lines.authorities().isEmpty() || (!plain.isEmpty() && known.contains(plain.getFirst()))) {
                result.addAll(certificates);
            }
            for (String type : known) {
                plain.stream()
                        .filter(type.equals(RSA) ? algorithm -> algorithm.startsWith("rsa-sha2-") : type::equals)
                        .forEach(result::add);
            }
            result.addAll(certificates);
        } catch (IOException _) {
            // The failure is reported when the key is judged.
        }
        result.addAll(plain);
        return String.join(",", result);
    }

    @Override
    public int check(String host, byte[] key) {
        shown = key.clone();
        if (verdict instanceof HostKeyVerdict.Revoked) { // its certificate; JSch goes on with the plain key
            return CHANGED;
        }
        try {
            verdict = knownHosts.judge(target.hostKeys(), target.address(), target.port(), key);
            if (!(verdict instanceof HostKeyVerdict.Revoked) && certificates.securityKeySigned(key)) {
                verdict = new HostKeyVerdict.Trusted();
            }
        } catch (IOException e) {
            unreadable = e;
            return NOT_INCLUDED;
        }
        return switch (verdict) {
            case HostKeyVerdict.Trusted() -> OK;
            case HostKeyVerdict.Unknown() -> NOT_INCLUDED;
            case HostKeyVerdict.Changed _, HostKeyVerdict.Revoked _ -> CHANGED;
        };
    }

    /** Whether the host has shown a key: the key exchange is over. */
    public boolean isAsked() {
        return shown != null || certificateShown;
    }

    /** The message of an exception of a file is often its path alone. */
    private static String words(IOException e) {
        return switch (e) {
            case NoSuchFileException none -> none.getFile() + " does not exist";
            case AccessDeniedException denied ->
                "the user '%s' may not read %s".formatted(System.getProperty("user.name", ""), denied.getFile());
            default -> String.valueOf(e.getMessage());
        };
    }

    /**
     * Why the host's key was not accepted; empty if it was, or if the host showed none.
     *
     * @param thrown by the attempt to connect
     */
    public Optional<RemoteFailure> refusal(String where, Throwable thrown) {
        if (thrown instanceof JSchRevokedHostKeyException && verdict == null) {
            return Optional.of(certificates.revoked(where));
        }
        if (unreadable != null) {
            return Optional.of(new RemoteFailure.HostKeysUnreadable(target.host(), where, words(unreadable)));
        }
        return Optional.ofNullable(verdict).flatMap(v -> switch (v) {
            case HostKeyVerdict.Trusted() -> Optional.empty();
            case HostKeyVerdict.Unknown() ->
                Optional.of(new RemoteFailure.HostKeyUnknown(
                        target.host(),
                        where,
                        shownType(),
                        shownFingerprint(),
                        placeForANewKey(),
                        shownKey(),
                        KnownHostsWriter.objection(shownKey())));
            case HostKeyVerdict.Changed(var known) ->
                Optional.of(new RemoteFailure.HostKeyChanged(
                        target.host(), where, shownType(), shownFingerprint(), known.toString(), shownKey()));
            case HostKeyVerdict.Revoked(var by) ->
                Optional.of(new RemoteFailure.HostKeyRevoked(
                        target.host(), where, shownType(), shownFingerprint(), by.toString()));
        });
    }

    /**
     * Takes note of the reason for which JSch does not accept a certificate, which it only logs before it asks for the
     * plain key. Whoever listened to the session before still does.
     */
    public void listen(Session session) {
        Logger before = session.getLogger();
        session.setLogger(new Logger() {
            @Override
            public boolean isEnabled(int level) {
                return level == INFO || before.isEnabled(level);
            }

            @Override
            public void log(int level, String message) {
                before.log(level, message);
            }

            @Override
            public void log(int level, String message, Throwable cause) {
                if (cause instanceof JSchException refused) {
                    refusedCertificate = Printable.line(Said.clipped(certificates.doubt(refused), MOST_LETTERS));
                }
                before.log(level, message, cause);
            }
        });
    }

    /** Where a new key belongs, and under which name, for the advice. */
    private String placeForANewKey() {
        Path file = target.knownHosts();
        String name = target.hostKeys()
                .alias()
                .map(alias -> " under the name '%s' (its HostKeyAlias), which is looked up in place of the address"
                        .formatted(alias))
                .orElse("");
        if (refusedCertificate != null) {
            name += " (its certificate does not count: %s)".formatted(refusedCertificate);
        }
        if (KnownHostsWriter.objection(shownKey()).isPresent()) {
            return "a file of known hosts" + name;
        }
        return file + (Files.exists(file) ? "" : ", which does not exist yet") + name;
    }

    /** The type of the shown key, such as {@code ssh-ed25519}. */
    String shownType() {
        return Optional.ofNullable(shown).flatMap(PublicKeyBlob::type).orElse("unknown");
    }

    /** The fingerprint of the shown key as {@code ssh-keygen -l} prints it. */
    String shownFingerprint() {
        return Optional.ofNullable(shown).map(Fingerprint::of).orElse("none");
    }

    private ShownKey shownKey() {
        return ShownKey.of(
                target.hostKeys(),
                target.address(),
                target.port(),
                Optional.ofNullable(shown).orElse(new byte[0]));
    }

    @Override
    public void add(HostKey key, UserInfo answer) {
        throw new IllegalStateException("Host keys are added by the operator only.");
    }

    @Override
    public void remove(String host, String type) {
        throw new IllegalStateException("Host keys are removed by the operator only.");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        remove(host, type);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return target.knownHosts().toString();
    }

    /** What JSch judges a certificate by. A revoked certificate has none: JSch goes on with the plain key. */
    @Override
    public HostKey[] getHostKey() {
        certificateShown = true;
        try {
            Optional<HostKeyVerdict.Place> revokedBy = certificates.revokedBy();
            if (revokedBy.isPresent()) {
                verdict = new HostKeyVerdict.Revoked(revokedBy.get());
                return new HostKey[0];
            }
            return certificates.lines();
        } catch (IOException e) {
            unreadable = e;
            return new HostKey[0];
        }
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return new HostKey[0];
    }
}

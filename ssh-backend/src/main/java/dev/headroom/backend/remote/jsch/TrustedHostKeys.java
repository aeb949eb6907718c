package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.HostKeyVerdict;
import dev.headroom.backend.remote.trust.KnownHosts;
import dev.headroom.backend.remote.trust.PublicKeyBlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges the key that one host shows by the known_hosts files, and remembers key and verdict. One for each attempt to
 * log in, so that the next attempt uses an edited file. Never changes a file.
 */
final class TrustedHostKeys implements HostKeyRepository {
    private static final String RSA = "ssh-rsa";

    private final SshTarget target;
    private final KnownHosts knownHosts;
    private byte @Nullable [] shown;
    private @Nullable HostKeyVerdict verdict;
    private @Nullable IOException unreadable;

    TrustedHostKeys(SshTarget target, KnownHosts knownHosts) {
        this.target = target;
        this.knownHosts = knownHosts;
    }

    /** {@code supported}, with the types of the host's known keys in front, as OpenSSH orders them. */
    String preferred(List<String> supported) {
        Set<String> result = new LinkedHashSet<>();
        try {
            for (String type : knownHosts.knownTypes(target.hostKeys(), target.address(), target.port())) {
                supported.stream()
                        .filter(type.equals(RSA) ? algorithm -> algorithm.startsWith("rsa-sha2-") : type::equals)
                        .forEach(result::add);
            }
        } catch (IOException _) {
            // The failure is reported when the key is judged.
        }
        return String.join(
                ",",
                Stream.concat(result.stream(), supported.stream()).distinct().toList());
    }

    @Override
    public int check(String host, byte[] key) {
        shown = key.clone();
        try {
            verdict = knownHosts.judge(target.hostKeys(), target.address(), target.port(), key);
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

    /** Why the host's key was not accepted; empty if it was, or if the host showed none. */
    Optional<RemoteFailure> refusal(String where) {
        if (unreadable != null) {
            return Optional.of(new RemoteFailure.HostKeysUnreadable(target.host(), where, unreadable.toString()));
        }
        return Optional.ofNullable(verdict).flatMap(v -> switch (v) {
            case HostKeyVerdict.Trusted() -> Optional.empty();
            case HostKeyVerdict.Unknown() ->
                Optional.of(new RemoteFailure.HostKeyUnknown(
                        target.host(), where, shownType(), shownFingerprint(), placeForANewKey()));
            case HostKeyVerdict.Changed(var known) ->
                Optional.of(new RemoteFailure.HostKeyChanged(
                        target.host(), where, shownType(), shownFingerprint(), known.toString()));
            case HostKeyVerdict.Revoked(var by) ->
                Optional.of(new RemoteFailure.HostKeyRevoked(
                        target.host(), where, shownType(), shownFingerprint(), by.toString()));
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
        if (Files.isDirectory(file)) {
            return "a file of known hosts%s; %s is a folder: name a file in its place".formatted(name, file);
        }
        if (file.equals(Path.of("/dev/null"))) {
            return "a file of known hosts%s; the configuration names /dev/null, which keeps nothing".formatted(name);
        }
        return file + (Files.exists(file) ? "" : ", which does not exist yet") + name;
    }

    /** The type of the shown key, such as {@code ssh-ed25519}. */
    String shownType() {
        return Optional.ofNullable(shown).flatMap(PublicKeyBlob::type).orElse("unknown");
    }

    /**
     * The fingerprint of the shown key as {@code ssh-keygen -l} prints it: {@code SHA256:} and base 64 without
     * padding.
     */
    String shownFingerprint() {
        byte[] key = shown;
        if (key == null) {
            return "none";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows SHA-256.", e);
        }
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

    /** No keys: JSch would judge them by its own rules. */
    @Override
    public HostKey[] getHostKey() {
        return new HostKey[0];
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return new HostKey[0];
    }
}

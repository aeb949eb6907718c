package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSchException;
import dev.headroom.backend.remote.trust.PublicKeyBlob;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One key or certificate for one attempt to log in; it notes what became of it. JSch asks for the public part when it
 * offers the key, and for a signature when the host accepts it. Used by the thread that logs in.
 */
final class OfferedKey implements Identity {
    /** With what a key of RSA may sign. */
    private static final Set<String> RSA = Set.of("rsa-sha2-256", "rsa-sha2-512");

    private final Identity signer;
    private final Blob blob;
    private final String type;
    private final String name;
    private boolean offered;
    private boolean accepted;
    private boolean unsigned;
    private Optional<String> silence = Optional.empty();
    private volatile boolean asking;

    /**
     * @param signer has the private part
     * @param blob the public key or the certificate, as it is sent
     * @param type of the blob, such as {@code ssh-ed25519}
     * @param name for a sentence, such as {@code the agent's key 'me@desk'}
     */
    OfferedKey(Identity signer, Blob blob, String type, String name) {
        this.signer = signer;
        this.blob = blob;
        this.type = type;
        this.name = name;
    }

    Blob blob() {
        return blob;
    }

    String name() {
        return name;
    }

    /** Whether one of the algorithms is for a key of this type. */
    boolean isOf(List<String> algorithms) {
        return algorithms.contains(type)
                || (PublicKeyBlob.plainType(type).equals("ssh-rsa")
                        && algorithms.stream()
                                .filter(name -> PublicKeyBlob.isCertificate(name) == PublicKeyBlob.isCertificate(type))
                                .map(PublicKeyBlob::plainType)
                                .anyMatch(RSA::contains));
    }

    /** Whether one of the algorithms is for a key of this type, or for that which a certificate certifies. */
    boolean isPlainlyOf(List<String> algorithms) {
        String plain = PublicKeyBlob.plainType(type);
        return algorithms.contains(plain)
                || (plain.equals("ssh-rsa") && algorithms.stream().anyMatch(RSA::contains));
    }

    /** Whether the host saw it. */
    boolean isOffered() {
        return offered;
    }

    /** Whether the host accepted it and asked for a signature, or whether it was signed with at once. */
    boolean isAccepted() {
        return accepted;
    }

    /** Whether the host accepted it, but there was no signature: an agent refused it, say. */
    boolean isUnsigned() {
        return unsigned;
    }

    /** Whether a signature may need the operator: a passphrase, or a touch of a security key. */
    boolean mayAsk() {
        return signer instanceof LockedKey || isOfSecurityKey();
    }

    private boolean isOfSecurityKey() {
        return type.startsWith("sk-");
    }

    /** Whether the operator may be being asked for it or to touch it; any thread may look. */
    boolean isAsking() {
        return asking;
    }

    /** Its file, if the passphrase of that was lacking when the host accepted the key. */
    Optional<Path> lockedFile() {
        return unsigned && signer instanceof LockedKey locked ? Optional.of(locked.file()) : Optional.empty();
    }

    /** Why there was no signature, where the host accepted the key. */
    String lack() {
        if (signer instanceof LockedKey locked) {
            return locked.lack();
        }
        if (silence.isPresent()) {
            return silence.get();
        }
        return isOfSecurityKey()
                ? "the agent did not sign: its security key was not touched or is not plugged in"
                : "the agent did not sign: it was not confirmed there (ssh-add -c), or the agent keeps it for other"
                        + " hosts or users (ssh-add -h)";
    }

    @Override
    public boolean setPassphrase(byte @Nullable [] passphrase) throws JSchException {
        return true;
    }

    @Override
    public byte[] getPublicKeyBlob() {
        offered = true;
        return blob.bytes();
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data) {
        return getSignature(data, type);
    }

    /** JSch's agents know the flags of an algorithm only by its plain name, also for a certificate. */
    @Override
    public byte @Nullable [] getSignature(byte[] data, String algorithm) {
        accepted = true;
        asking = mayAsk();
        try {
            byte[] signature = signer.getSignature(data, PublicKeyBlob.plainType(algorithm));
            unsigned = signature == null;
            return signature;
        } catch (SilentAgentException e) {
            unsigned = true;
            silence = Optional.of(e.what());
            return null;
        } finally {
            asking = false;
        }
    }

    @Override
    public String getAlgName() {
        return type;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isEncrypted() {
        return false;
    }

    @Override
    public void clear() {
        signer.clear();
    }
}

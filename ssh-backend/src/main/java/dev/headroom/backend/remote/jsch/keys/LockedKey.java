package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.Identity;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key file with a passphrase, for which the operator is asked only when a host accepts the key, as by ssh. */
final class LockedKey implements Identity {
    private final KeyRing ring;
    private final KeyRing.Content content;
    private final Identity locked;
    private final Blob blob;
    private final int tries;

    /** @param tries how often the operator may be asked; 0 for never */
    LockedKey(KeyRing ring, KeyRing.Content content, Identity locked, Blob blob, int tries) {
        this.ring = ring;
        this.content = content;
        this.locked = locked;
        this.blob = blob;
        this.tries = tries;
    }

    /** Why there is no signature, the end of a sentence. */
    String lack() {
        String why = ring.silence(content.file())
                .orElse(tries == 0 ? "BatchMode forbids to ask for it" : "no right one was given");
        return "it has a passphrase, and " + why;
    }

    Path file() {
        return content.file();
    }

    @Override
    public byte[] getPublicKeyBlob() {
        return blob.bytes();
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data) {
        return getSignature(data, getAlgName());
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data, String algorithm) {
        Optional<Identity> key = ring.unlocked(content);
        if (key.isEmpty() && tries > 0) {
            key = ring.unlock(content, locked, tries);
        }
        return key.map(one -> one.getSignature(data, algorithm)).orElse(null);
    }

    @Override
    public String getAlgName() {
        return PublicKeys.type(blob).orElse("");
    }

    @Override
    public boolean setPassphrase(byte @Nullable [] passphrase) {
        return true;
    }

    @Override
    public String getName() {
        return content.file().toString();
    }

    @Override
    public boolean isEncrypted() {
        return false;
    }

    @Override
    public void clear() {
        // The ring keeps it.
    }
}

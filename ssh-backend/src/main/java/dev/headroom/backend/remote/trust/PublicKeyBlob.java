package dev.headroom.backend.remote.trust;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A public key as the protocol carries it: its type as a string with its length in front, then what belongs to the type. Pure. */
public final class PublicKeyBlob {
    private PublicKeyBlob() {}

    /** The type that {@code key} names itself, such as {@code ssh-ed25519}; empty if it is no key. */
    public static Optional<String> type(byte[] key) {
        if (key.length < 4) {
            return Optional.empty();
        }
        int length = ((key[0] & 0xff) << 24) | ((key[1] & 0xff) << 16) | ((key[2] & 0xff) << 8) | (key[3] & 0xff);
        return length < 0 || length > key.length - 4
                ? Optional.empty()
                : Optional.of(new String(key, 4, length, StandardCharsets.US_ASCII));
    }
}

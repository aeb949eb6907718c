package dev.headroom.backend.remote.trust;

import java.util.Base64;

/**
 * A key that a host has shown and that no file trusts.
 *
 * @param name the name under which it would be looked up
 * @param type such as {@code ssh-ed25519}
 * @param base64 the key as the protocol carries it, in base 64
 * @param files where it would be looked up
 */
public record ShownKey(String name, String type, String base64, HostKeyFiles files) {

    /** The key that was shown at an address. */
    public static ShownKey of(HostKeyFiles files, String address, int port, byte[] key) {
        return new ShownKey(
                files.name(address, port),
                PublicKeyBlob.type(key).orElse("unknown"),
                Base64.getEncoder().encodeToString(key),
                files);
    }

    public byte[] key() {
        return Base64.getDecoder().decode(base64);
    }

    /** As {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        return Fingerprint.of(key());
    }

    /** As {@code ssh-keygen -lv} prints it. */
    public String picture() {
        return Fingerprint.picture(key());
    }
}

package dev.headroom.backend.remote.trust;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * One line of a known_hosts file that is understood.
 *
 * @param line counted from 1
 * @param type such as {@code ssh-ed25519}
 * @param key the public key as the protocol carries it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals, in isKey() only
record KnownHostsEntry(int line, Marker marker, HostNames names, String type, byte[] key) {

    /** What the line says of the key. */
    enum Marker {
        TRUSTED,
        /** The key may sign certificates of hosts; it is no host's own. */
        AUTHORITY,
        REVOKED
    }

    boolean isKey(byte[] other) {
        return Arrays.equals(key, other);
    }

    /** Empty for a comment, an empty line, and one that is not understood: as with OpenSSH it costs nothing but itself. */
    static Optional<KnownHostsEntry> parse(int number, String text) {
        String[] words = text.strip().split("[ \t]+", 5);
        if (words[0].isEmpty() || words[0].startsWith("#")) {
            return Optional.empty();
        }
        int first = words[0].startsWith("@") ? 1 : 0;
        Optional<Marker> marker = first == 0 ? Optional.of(Marker.TRUSTED) : marker(words[0]);
        if (marker.isEmpty() || words.length < first + 3) {
            return Optional.empty();
        }
        String type = words[first + 1];
        Optional<byte[]> key = key(words[first + 2])
                .filter(k -> PublicKeyBlob.type(k).filter(type::equals).isPresent());
        return key.flatMap(k ->
                HostNames.parse(words[first]).map(names -> new KnownHostsEntry(number, marker.get(), names, type, k)));
    }

    private static Optional<Marker> marker(String word) {
        return switch (word) {
            case "@cert-authority" -> Optional.of(Marker.AUTHORITY);
            case "@revoked" -> Optional.of(Marker.REVOKED);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> key(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

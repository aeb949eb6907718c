package dev.headroom.backend.remote.trust;

import java.util.Arrays;
import java.util.Optional;

/**
 * One line of a known_hosts file that is understood.
 *
 * @param line counted from 1
 * @param type of the key, such as {@code ssh-ed25519}, also where a certificate of it is written
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
        return StrictBase64.decode(words[first + 2])
                .filter(key -> PublicKeyBlob.isCalled(key, words[first + 1]))
                .flatMap(PublicKeyBlob::plain)
                .flatMap(key -> HostNames.parse(words[first])
                        .map(names -> new KnownHostsEntry(
                                number,
                                marker.get(),
                                names,
                                PublicKeyBlob.type(key).orElse(""),
                                key)));
    }

    private static Optional<Marker> marker(String word) {
        return switch (word) {
            case "@cert-authority" -> Optional.of(Marker.AUTHORITY);
            case "@revoked" -> Optional.of(Marker.REVOKED);
            default -> Optional.empty();
        };
    }
}

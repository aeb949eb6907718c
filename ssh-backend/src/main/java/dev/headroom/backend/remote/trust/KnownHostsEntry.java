package dev.headroom.backend.remote.trust;

import java.util.Arrays;
import java.util.Optional;

/**
 * One line of a known_hosts file that is understood.
 *
 * @param line counted from 1
 * @param type of the key, such as {@code ssh-ed25519}; of a certificate that of its key, unless the line has no marker
 * @param key the public key as the protocol carries it; a certificate without a marker stays one, and so is no host's
 * key
 */
@SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals, in isKey() only
record KnownHostsEntry(int line, Marker marker, HostNames names, String type, byte[] key) {

    /** How the line marks the key. */
    enum Marker {
        TRUSTED,
        /** The key may sign certificates of hosts; it is not a host's own key. */
        AUTHORITY,
        REVOKED
    }

    boolean isKey(byte[] other) {
        return Arrays.equals(key, other);
    }

    /** The entry; empty for a comment, an empty line, and a line that is not understood, which OpenSSH skips too. */
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
                .flatMap(key -> marker.get() == Marker.TRUSTED ? Optional.of(key) : PublicKeyBlob.plain(key))
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

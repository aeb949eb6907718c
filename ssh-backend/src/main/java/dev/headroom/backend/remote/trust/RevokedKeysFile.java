package dev.headroom.backend.remote.trust;

import dev.headroom.backend.remote.trust.HostKeyVerdict.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file of the setting RevokedHostKeys: public keys, one a line. Immutable. A line that is not understood makes the
 * whole file unreadable, as with OpenSSH: it could be the one that revokes.
 */
record RevokedKeysFile(List<MarkedKey> keys) {
    private static final byte[] LIST_OF_KEYGEN = "SSHKRL\n\0".getBytes(StandardCharsets.US_ASCII);

    RevokedKeysFile {
        keys = List.copyOf(keys);
    }

    static RevokedKeysFile parse(Path file, byte[] content) throws IOException {
        if (content.length >= LIST_OF_KEYGEN.length
                && Arrays.equals(content, 0, LIST_OF_KEYGEN.length, LIST_OF_KEYGEN, 0, LIST_OF_KEYGEN.length)) {
            throw new IOException(
                    "%s is a key revocation list of ssh-keygen -k, which Headroom does not read; RevokedHostKeys may name a file of the revoked public keys, one a line, in its place"
                            .formatted(file));
        }
        List<MarkedKey> keys = new ArrayList<>();
        String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                Place place = new Place(file, i + 1);
                keys.add(new MarkedKey(key(line, place), place));
            }
        }
        return new RevokedKeysFile(keys);
    }

    private static byte[] key(String line, Place place) throws IOException {
        String[] words = line.split("[ \t]+", 3);
        return Optional.of(words)
                .filter(w -> w.length > 1)
                .flatMap(w -> StrictBase64.decode(w[1]))
                .filter(key -> PublicKeyBlob.isCalled(key, words[0]))
                .flatMap(PublicKeyBlob::plain)
                .orElseThrow(() ->
                        new IOException("%s is no public key, and RevokedHostKeys names that file".formatted(place)));
    }
}

package dev.headroom.backend.remote.trust;

import dev.headroom.backend.remote.trust.HostKeyVerdict.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of the setting RevokedHostKeys: public keys, one a line, or a list of {@code ssh-keygen -k}. Immutable. A line
 * that is not understood makes the whole file unreadable, as with OpenSSH: it could be the one that revokes.
 *
 * @param keys of the lines
 * @param list what ssh-keygen made
 */
record RevokedKeysFile(List<MarkedKey> keys, Optional<RevocationList> list) {
    RevokedKeysFile {
        keys = List.copyOf(keys);
    }

    /** @throws IOException if the content is none of such a file, or the file is a folder */
    static RevokedKeysFile parse(Path file, byte[] content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("%s is a folder".formatted(file));
        }
        if (RevocationList.is(content)) {
            RevocationList list = RevocationList.parse(file, content);
            Place place = new Place(file, Place.WHOLE_FILE);
            return new RevokedKeysFile(
                    list.keys().stream().map(key -> new MarkedKey(key, place)).toList(), Optional.of(list));
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
        return new RevokedKeysFile(keys, Optional.empty());
    }

    /** What revokes a key or certificate that a host has shown. */
    Optional<Place> revokes(Path file, byte[] key) {
        byte[] plain = PublicKeyBlob.plain(key).orElse(key);
        return keys.stream()
                .filter(revoked -> revoked.isKey(plain))
                .map(MarkedKey::place)
                .findFirst()
                .or(() -> list.filter(l -> l.revokes(key)).map(_ -> new Place(file, Place.WHOLE_FILE)));
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

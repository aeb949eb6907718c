package dev.headroom.backend.remote.jsch.keys;

import dev.headroom.backend.remote.trust.PublicKeyBlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** Reads public keys and certificates: one line with a type and base 64. */
public final class PublicKeys {
    private PublicKeys() {}

    /** The public key of a key file: of the file beside it whose name ends in {@code .pub}, or in the file itself. */
    static Optional<Blob> of(Path file) {
        return in(Path.of(file + ".pub")).or(() -> in(file)).or(() -> KeyFile.publicPart(file));
    }

    /**
     * That the file beside a key file whose name ends in {@code .pub} is of another key, the end of a sentence; empty where it
     * is not, or where the key file does not show its public part.
     */
    public static Optional<String> strangerBeside(Path file) {
        Optional<Blob> beside = in(Path.of(file + ".pub"));
        return KeyFile.publicPart(file)
                .filter(own -> beside.filter(other -> !other.equals(own)).isPresent())
                .map(_ -> stranger(file));
    }

    static String stranger(Path file) {
        return "%s.pub belongs to another key than %s; ssh offers that one".formatted(file, file);
    }

    /** The public key or certificate that is the file's first line. */
    static Optional<Blob> in(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > KeyFiles.LARGEST) {
                return Optional.empty();
            }
            String[] words = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .strip()
                    .split("[ \t\r\n]+", 3);
            if (words.length < 2) {
                return Optional.empty();
            }
            var blob = new Blob(Base64.getDecoder().decode(words[1]));
            return type(blob).filter(words[0]::equals).map(_ -> blob);
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty(); // no public key: it selects none of the agent's keys
        }
    }

    /** The type in front of a public key, such as {@code ssh-rsa}. */
    static Optional<String> type(Blob blob) {
        return PublicKeyBlob.type(blob.bytes());
    }
}

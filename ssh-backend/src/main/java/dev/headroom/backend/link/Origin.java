package dev.headroom.backend.link;

import dev.headroom.backend.remote.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * From where an operator is logged in to this computer, as sshd tells the operator's processes: address and, if {@code
 * ExposeAuthInfo} is on, the key. Empty for one who sits at it.
 */
final class Origin {
    private static final int LONGEST = 64 << 10;

    private Origin() {}

    /** As {@code ", from 192.0.2.7, key SHA256:…"}. */
    static String of(Map<String, String> environment) {
        Optional<String> address = Optional.ofNullable(environment.get("SSH_CONNECTION"))
                .map(connection -> connection.split(" ", 2)[0])
                .filter(text -> text.matches("[0-9A-Fa-f:.%a-z]{2,60}"));
        Optional<String> key =
                Optional.ofNullable(environment.get("SSH_USER_AUTH")).flatMap(Origin::fingerprint);
        return Printable.line(address.map(text -> ", from " + text).orElse("")
                + key.map(text -> ", key " + text).orElse(""));
    }

    /** The fingerprint of the first key in the file that sshd has written: a line as {@code publickey ssh-ed25519 AAAA…}. */
    private static Optional<String> fingerprint(String file) {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path) || Files.size(path) > LONGEST) {
                return Optional.empty();
            }
            return Files.readString(path)
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(words -> words.length >= 3 && words[0].equals("publickey"))
                    .findFirst()
                    .map(words ->
                            "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(words[2])));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

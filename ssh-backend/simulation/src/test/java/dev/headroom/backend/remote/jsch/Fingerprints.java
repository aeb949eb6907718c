package dev.headroom.backend.remote.jsch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What {@code ssh-keygen -l} would print for a key, by another way than the code under test. */
final class Fingerprints {
    private Fingerprints() {}

    static String sha256(String base64Key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(base64Key));
            return "SHA256:" + Base64.getEncoder().encodeToString(digest).replace("=", "");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

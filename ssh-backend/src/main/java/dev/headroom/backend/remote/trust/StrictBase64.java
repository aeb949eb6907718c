package dev.headroom.backend.remote.trust;

import java.util.Base64;
import java.util.Optional;

/** Base 64 as OpenSSH reads it: padded, and with no bit that means nothing. Java alone reads more, and so would trust lines that ssh refuses. */
final class StrictBase64 {
    private StrictBase64() {}

    /** Empty for what is not written exactly so. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Optional.of(bytes)
                    .filter(b -> Base64.getEncoder().encodeToString(b).equals(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Only of exactly so many bytes. */
    static Optional<byte[]> decode(String text, int length) {
        return decode(text).filter(bytes -> bytes.length == length);
    }
}

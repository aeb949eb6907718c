package dev.headroom.backend.remote.trust;

import java.util.Base64;
import java.util.Optional;

/**
 * Decodes base 64 as OpenSSH does: padded, and with all unused bits 0. Java's decoder accepts more, and would trust
 * lines that ssh refuses. Pure.
 */
final class StrictBase64 {
    private StrictBase64() {}

    /** The bytes; empty if {@code text} is not in this form. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Optional.of(bytes)
                    .filter(b -> Base64.getEncoder().encodeToString(b).equals(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The bytes; empty if {@code text} is not in this form or has another length. */
    static Optional<byte[]> decode(String text, int length) {
        return decode(text).filter(bytes -> bytes.length == length);
    }
}

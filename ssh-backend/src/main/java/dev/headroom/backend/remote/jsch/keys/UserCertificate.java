package dev.headroom.backend.remote.jsch.keys;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An OpenSSH certificate of a user's key. Source: OpenSSH's PROTOCOL.certkeys.
 *
 * @param blob as it is sent
 * @param type such as {@code ssh-ed25519-cert-v01@openssh.com}
 * @param key the public key that it certifies, as that is sent without the certificate
 * @param ofUser whether it is for users, not for hosts
 * @param principals the users for whom it is; empty for all
 * @param validAfter seconds since 1970, unsigned
 * @param validBefore seconds since 1970, unsigned
 */
record UserCertificate(
        Blob blob, String type, Blob key, boolean ofUser, List<String> principals, long validAfter, long validBefore) {
    private static final int USER = 1;

    UserCertificate {
        principals = List.copyOf(principals);
    }

    /** The certificate in the bytes; empty if they hold none. */
    static Optional<UserCertificate> of(Blob blob) {
        try {
            byte[] all = blob.bytes();
            ByteBuffer bytes = ByteBuffer.wrap(all);
            String type = text(bytes);
            int fields = fields(OfferedKey.plain(type));
            if (!OfferedKey.isCertificate(type) || fields == 0) {
                return Optional.empty();
            }
            string(bytes); // a random number
            int begin = bytes.position();
            for (int i = 0; i < fields; i++) {
                string(bytes);
            }
            Blob key = key(OfferedKey.plain(type), Arrays.copyOfRange(all, begin, bytes.position()));
            bytes.getLong(); // the serial number
            boolean ofUser = bytes.getInt() == USER;
            string(bytes); // the name of the certificate
            List<String> principals = texts(ByteBuffer.wrap(string(bytes)));
            return Optional.of(
                    new UserCertificate(blob, type, key, ofUser, principals, bytes.getLong(), bytes.getLong()));
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** What speaks against the certificate, as far as this computer knows; empty if nothing. */
    Optional<String> doubt(String user, Instant now) {
        if (!ofUser) {
            return Optional.of("is one of a host, not of a user");
        }
        if (Long.compareUnsigned(now.getEpochSecond(), validAfter) < 0) {
            return Optional.of("is valid only from %s on; check this computer's clock, or wait"
                    .formatted(Instant.ofEpochSecond(validAfter)));
        }
        if (Long.compareUnsigned(now.getEpochSecond(), validBefore) >= 0) {
            return Optional.of(
                    "was valid until %s only: have it renewed".formatted(Instant.ofEpochSecond(validBefore)));
        }
        return principals.isEmpty() || principals.contains(user)
                ? Optional.empty()
                : Optional.of("is for %s, not for '%s'".formatted(quoted(), user));
    }

    private String quoted() {
        return String.join(
                ", ", principals.stream().map(name -> "'" + name + "'").toList());
    }

    /** The number of parts of a public key. */
    private static int fields(String type) {
        return switch (type) {
            case "ssh-rsa" -> 2;
            case "ssh-ed25519" -> 1;
            case "sk-ssh-ed25519@openssh.com" -> 2;
            case "sk-ecdsa-sha2-nistp256@openssh.com" -> 3;
            default -> type.startsWith("ecdsa-sha2-nistp") ? 2 : 0;
        };
    }

    private static Blob key(String type, byte[] parts) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        return new Blob(ByteBuffer.allocate(Integer.BYTES + name.length + parts.length)
                .putInt(name.length)
                .put(name)
                .put(parts)
                .array());
    }

    private static List<String> texts(ByteBuffer bytes) {
        List<String> texts = new ArrayList<>();
        while (bytes.hasRemaining()) {
            texts.add(text(bytes));
        }
        return texts;
    }

    static String text(ByteBuffer bytes) {
        return new String(string(bytes), StandardCharsets.UTF_8);
    }

    private static byte[] string(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("A length (%d) points outside.".formatted(length));
        }
        byte[] result = new byte[length];
        bytes.get(result);
        return result;
    }
}

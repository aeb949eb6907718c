package dev.headroom.backend.remote.trust;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A public key as the SSH protocol carries it (RFC 4253, section 6.6): its type as a string with its length in front,
 * then the fields of that type. Pure.
 */
public final class PublicKeyBlob {
    /**
     * The end of a certificate's type (PROTOCOL.certkeys of OpenSSH): a nonce stands before the key, the authority's
     * statements behind it.
     */
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    /** The number of strings of which a key consists, by its plain type. */
    private static final Map<String, Integer> FIELDS = Map.of(
            "ssh-rsa", 2,
            "ssh-dss", 4,
            "ssh-ed25519", 1,
            "ecdsa-sha2-nistp256", 2,
            "ecdsa-sha2-nistp384", 2,
            "ecdsa-sha2-nistp521", 2,
            "sk-ssh-ed25519@openssh.com", 2,
            "sk-ecdsa-sha2-nistp256@openssh.com", 3);

    private PublicKeyBlob() {}

    /** The type that {@code key} itself names, such as {@code ssh-ed25519}; empty if it is no key. */
    public static Optional<String> type(byte[] key) {
        int end = end(key, 0);
        return end < 0 ? Optional.empty() : Optional.of(new String(key, 4, end - 4, StandardCharsets.US_ASCII));
    }

    /** Whether a type, or the name of an algorithm, is that of a certificate. */
    public static boolean isCertificate(String type) {
        return type.endsWith(CERTIFICATE);
    }

    /** The type, or the name of an algorithm, without the mark of a certificate. */
    public static String plainType(String type) {
        if (!isCertificate(type)) {
            return type;
        }
        String plain = type.substring(0, type.length() - CERTIFICATE.length());
        return plain.startsWith("sk-") ? plain + "@openssh.com" : plain;
    }

    /** The key inside a certificate; a plain key stays as it is. Empty if it was cut off. */
    public static Optional<byte[]> plain(byte[] key) {
        String type = type(key).orElse("");
        if (!isCertificate(type)) {
            return Optional.of(key);
        }
        String plain = plainType(type);
        int nonce = end(key, 0);
        int from = end(key, nonce);
        int to = from;
        for (int i = 0; i < FIELDS.getOrDefault(plain, 0); i++) {
            to = end(key, to);
        }
        if (from < 0 || to <= from) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] name = plain.getBytes(StandardCharsets.US_ASCII);
        bytes.writeBytes(new byte[] {0, 0, 0, (byte) name.length});
        bytes.writeBytes(name);
        bytes.write(key, from, to - from);
        return Optional.of(bytes.toByteArray());
    }

    /** What an authority states in a certificate, behind the key; empty for a plain key and for one that was cut off. */
    public static Optional<ByteBuffer> statements(byte[] key) {
        return type(key)
                .filter(PublicKeyBlob::isCertificate)
                .flatMap(_ -> plain(key))
                .flatMap(plain -> {
                    int from = end(key, end(key, 0)); // behind type and nonce
                    int length = plain.length - end(plain, 0);
                    return from < 0
                            ? Optional.empty()
                            : Optional.of(ByteBuffer.wrap(key).position(from + length));
                });
    }

    /**
     * Whether a line of known_hosts may name the type of {@code key} by {@code word}: also by a signature algorithm
     * of the key.
     */
    static boolean isCalled(byte[] key, String word) {
        String type = word.startsWith("rsa-sha2-256") || word.startsWith("rsa-sha2-512")
                ? "ssh-rsa" + word.substring("rsa-sha2-256".length())
                : word;
        return type(key).filter(type::equals).isPresent();
    }

    /** The bytes of a string of the key, counted from 0, its type; empty if it was cut off. */
    static Optional<byte[]> field(byte[] key, int number) {
        int start = 0;
        for (int i = 0; i < number; i++) {
            start = end(key, start);
        }
        int end = end(key, start);
        return end < 0 ? Optional.empty() : Optional.of(Arrays.copyOfRange(key, start + 4, end));
    }

    /** The end of the string that begins at {@code start}; negative if it was cut off. */
    private static int end(byte[] key, int start) {
        if (start < 0 || start > key.length - 4) {
            return -1;
        }
        int length = ((key[start] & 0xff) << 24)
                | ((key[start + 1] & 0xff) << 16)
                | ((key[start + 2] & 0xff) << 8)
                | (key[start + 3] & 0xff);
        return length < 0 || length > key.length - start - 4 ? -1 : start + 4 + length;
    }
}

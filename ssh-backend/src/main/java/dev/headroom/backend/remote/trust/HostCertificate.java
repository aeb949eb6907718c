package dev.headroom.backend.remote.trust;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a revocation list may name of a certificate (PROTOCOL.certkeys of OpenSSH).
 *
 * @param serial unsigned; 0 if the authority gives none
 * @param authority the key that signed it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HostCertificate(long serial, String id, byte[] authority) {
    /** The strings between the identity and the authority: validity aside, names, options, extensions, a reserve. */
    private static final int STRINGS_BEFORE_THE_AUTHORITY = 3;

    /** Empty for a plain key, and for a certificate that was cut off. */
    static Optional<HostCertificate> of(byte[] key) {
        try {
            return PublicKeyBlob.statements(key).map(bytes -> {
                long serial = bytes.getLong();
                bytes.getInt(); // for a user or a host
                String id = new String(Strings.next(bytes), StandardCharsets.UTF_8);
                Strings.next(bytes); // names
                bytes.getLong(); // valid from
                bytes.getLong(); // valid until
                for (int i = 0; i < STRINGS_BEFORE_THE_AUTHORITY; i++) {
                    Strings.next(bytes);
                }
                return new HostCertificate(serial, id, Strings.next(bytes));
            });
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
    }

    /** Strings of the SSH protocol: each behind its length. */
    static final class Strings {
        private Strings() {}

        /** The next one; BufferUnderflowException if it is cut off. */
        static byte[] next(ByteBuffer bytes) {
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] string = new byte[length];
            bytes.get(string);
            return string;
        }
    }
}

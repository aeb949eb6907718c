package dev.headroom.backend.remote.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A key revocation list of {@code ssh-keygen -k} (PROTOCOL.krl of OpenSSH). Immutable. What is not understood makes the
 * whole list unreadable: it could be what revokes. See decision 0107.
 *
 * @param keys plain public keys
 * @param fingerprints of plain public keys, each the name of the digest and its bytes in hexadecimal
 * @param certificates what is revoked of the certificates of an authority
 */
record RevocationList(List<byte[]> keys, Set<String> fingerprints, List<Certificates> certificates) {
    private static final byte[] MAGIC = "SSHKRL\n\0".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;

    private static final int OF_CERTIFICATES = 1;
    private static final int OF_KEYS = 2;
    private static final int OF_SHA1 = 3;
    private static final int OF_SHA256 = 5;
    private static final int EXTENSION = 255;

    private static final int SERIALS = 0x20;
    private static final int SERIAL_RANGE = 0x21;
    private static final int SERIAL_BITS = 0x22;
    private static final int IDS = 0x23;
    private static final int EXTENSION_OF_CERTIFICATES = 0x39;

    /**
     * Of one authority, or of all.
     *
     * @param authority empty for all
     * @param ids key IDs
     */
    record Certificates(Optional<byte[]> authority, List<Serials> serials, Set<String> ids) {
        private boolean revoke(HostCertificate certificate) {
            return authority
                            .filter(key -> !Arrays.equals(key, certificate.authority()))
                            .isEmpty()
                    && (ids.contains(certificate.id())
                            || (certificate.serial() != 0
                                    && serials.stream().anyMatch(s -> s.contain(certificate.serial()))));
        }
    }

    /** Serial numbers, all unsigned. */
    sealed interface Serials {
        boolean contain(long serial);

        /** From one to another, both included. */
        record Range(long first, long last) implements Serials {
            @Override
            public boolean contain(long serial) {
                return Long.compareUnsigned(first, serial) <= 0 && Long.compareUnsigned(serial, last) <= 0;
            }
        }

        /** One for each bit that is set, counted from the offset. */
        record Bits(long offset, BigInteger set) implements Serials {
            @Override
            public boolean contain(long serial) {
                long bit = serial - offset;
                return Long.compareUnsigned(offset, serial) <= 0
                        && Long.compareUnsigned(bit, set.bitLength()) < 0
                        && set.testBit((int) bit);
            }
        }
    }

    static boolean is(byte[] content) {
        return content.length >= MAGIC.length && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    static RevocationList parse(Path file, byte[] content) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(content).position(MAGIC.length);
            int format = bytes.getInt();
            if (format != FORMAT) {
                throw new IOException("%s is a key revocation list of the format %d; Headroom reads 1"
                        .formatted(file, Integer.toUnsignedLong(format)));
            }
            bytes.getLong(); // version of the list
            bytes.getLong(); // made when
            bytes.getLong(); // flags
            WireStrings.next(bytes);
            WireStrings.next(bytes); // comment
            return sections(file, bytes);
        } catch (BufferUnderflowException e) {
            throw new IOException(
                    "%s is a key revocation list that was cut off, and RevokedHostKeys names that file".formatted(file),
                    e);
        }
    }

    private static RevocationList sections(Path file, ByteBuffer bytes) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        Set<String> fingerprints = new HashSet<>();
        List<Certificates> certificates = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int type = Byte.toUnsignedInt(bytes.get());
            ByteBuffer section = ByteBuffer.wrap(WireStrings.next(bytes));
            switch (type) {
                case OF_CERTIFICATES -> certificates.add(certificates(file, section));
                case OF_KEYS -> strings(section).forEach(keys::add);
                case OF_SHA1 -> strings(section).forEach(hash -> fingerprints.add(named("SHA-1", hash)));
                case OF_SHA256 -> strings(section).forEach(hash -> fingerprints.add(named("SHA-256", hash)));
                case EXTENSION -> extension(file, section);
                default -> throw notUnderstood(file, "a section of the type " + type);
            }
        }
        return new RevocationList(List.copyOf(keys), Set.copyOf(fingerprints), List.copyOf(certificates));
    }

    private static Certificates certificates(Path file, ByteBuffer section) throws IOException {
        byte[] authority = WireStrings.next(section);
        WireStrings.next(section); // reserved
        List<Serials> serials = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        while (section.hasRemaining()) {
            int type = Byte.toUnsignedInt(section.get());
            ByteBuffer part = ByteBuffer.wrap(WireStrings.next(section));
            switch (type) {
                case SERIALS -> {
                    while (part.hasRemaining()) {
                        long serial = part.getLong();
                        serials.add(new Serials.Range(serial, serial));
                    }
                }
                case SERIAL_RANGE -> serials.add(new Serials.Range(part.getLong(), part.getLong()));
                case SERIAL_BITS ->
                    serials.add(new Serials.Bits(part.getLong(), new BigInteger(1, WireStrings.next(part))));
                case IDS -> strings(part).forEach(id -> ids.add(new String(id, StandardCharsets.UTF_8)));
                case EXTENSION_OF_CERTIFICATES -> extension(file, part);
                default -> throw notUnderstood(file, "certificates by the type " + type);
            }
        }
        return new Certificates(
                Optional.of(authority).filter(key -> key.length > 0).flatMap(PublicKeyBlob::plain),
                List.copyOf(serials),
                Set.copyOf(ids));
    }

    /** @throws IOException for one that a reader must understand */
    private static void extension(Path file, ByteBuffer part) throws IOException {
        String name = new String(WireStrings.next(part), StandardCharsets.UTF_8);
        if (part.get() != 0) {
            throw notUnderstood(file, "the extension '%s'".formatted(name));
        }
    }

    private static IOException notUnderstood(Path file, String what) {
        return new IOException(
                "%s is a key revocation list with %s, which Headroom does not know, and RevokedHostKeys names that file"
                        .formatted(file, what));
    }

    private static List<byte[]> strings(ByteBuffer bytes) {
        List<byte[]> strings = new ArrayList<>();
        while (bytes.hasRemaining()) {
            strings.add(WireStrings.next(bytes));
        }
        return strings;
    }

    /** Whether it revokes a key or certificate, or the authority that signed it. */
    boolean revokes(byte[] key) {
        Optional<HostCertificate> certificate = HostCertificate.of(key);
        return revokesPlain(key)
                || certificate
                        .filter(c -> revokesPlain(c.authority())
                                || certificates.stream().anyMatch(s -> s.revoke(c)))
                        .isPresent();
    }

    private boolean revokesPlain(byte[] key) {
        byte[] plain = PublicKeyBlob.plain(key).orElse(key);
        return keys.stream().anyMatch(revoked -> Arrays.equals(revoked, plain))
                || fingerprints.contains(named("SHA-1", digest("SHA-1", plain)))
                || fingerprints.contains(named("SHA-256", digest("SHA-256", plain)));
    }

    private static String named(String digest, byte[] bytes) {
        return digest + " " + HexFormat.of().formatHex(bytes);
    }

    private static byte[] digest(String name, byte[] bytes) {
        try {
            return MessageDigest.getInstance(name).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + name + ".", e);
        }
    }
}

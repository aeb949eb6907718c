package dev.headroom.backend.remote.trust;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an authority states of a key (PROTOCOL.certkeys of OpenSSH): what a revocation list may name of it, and where and
 * when it counts.
 *
 * @param serial unsigned; 0 if the authority gives none
 * @param ofHost whether it is for hosts, not for users
 * @param names patterns of the hosts for which it is
 * @param restricted whether it has critical options, of which none is known for hosts
 * @param authority the key that signed it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HostCertificate(
        long serial,
        String id,
        boolean ofHost,
        List<String> names,
        ValidityPeriod valid,
        boolean restricted,
        byte[] authority) {
    private static final int HOST = 2;

    /** Critical options, extensions, a reserve, the authority's key. */
    private static final int STRINGS_BEFORE_SIGNATURE = 4;

    /** So many are named in a sentence. */
    private static final int MOST_NAMES = 5;

    public HostCertificate {
        names = List.copyOf(names);
    }

    /** Empty for a plain key, and for a certificate that was cut off. */
    public static Optional<HostCertificate> of(byte[] key) {
        try {
            return PublicKeyBlob.statements(key).map(bytes -> {
                long serial = bytes.getLong();
                boolean ofHost = bytes.getInt() == HOST;
                String id = new String(WireStrings.next(bytes), StandardCharsets.UTF_8);
                List<String> names = all(WireStrings.next(bytes));
                var valid = new ValidityPeriod(bytes.getLong(), bytes.getLong());
                boolean restricted = WireStrings.next(bytes).length > 0;
                WireStrings.next(bytes); // extensions
                WireStrings.next(bytes); // a reserve
                return new HostCertificate(serial, id, ofHost, names, valid, restricted, WireStrings.next(bytes));
            });
        } catch (BufferUnderflowException _) {
            return Optional.empty();
        }
    }

    /**
     * What an authority has signed of a certificate.
     *
     * @param text the certificate up to the authority's key
     * @param signature as the protocol carries it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Signed(byte[] text, byte[] signature) {}

    /** Empty for a plain key, and for a certificate that was cut off or goes on behind its signature. */
    public static Optional<Signed> signed(byte[] key) {
        try {
            return PublicKeyBlob.statements(key).flatMap(bytes -> {
                bytes.position(bytes.position() + Long.BYTES + Integer.BYTES); // serial number, kind
                WireStrings.next(bytes); // name of the certificate
                WireStrings.next(bytes); // names of hosts
                bytes.position(bytes.position() + 2 * Long.BYTES); // period
                for (int i = 0; i < STRINGS_BEFORE_SIGNATURE; i++) {
                    WireStrings.next(bytes);
                }
                byte[] text = Arrays.copyOf(key, bytes.position());
                byte[] signature = WireStrings.next(bytes);
                return bytes.hasRemaining() ? Optional.empty() : Optional.of(new Signed(text, signature));
            });
        } catch (BufferUnderflowException | IllegalArgumentException _) { // of a position behind the end
            return Optional.empty();
        }
    }

    /**
     * Why it does not count for a host, the end of a sentence; empty if nothing in it speaks against it.
     *
     * @param name of the host, in small letters
     */
    public Optional<String> doubt(String name, Instant now) {
        if (!ofHost) {
            return Optional.of("it is one of a user, not of a host");
        }
        Optional<String> outside = valid.doubt(now);
        if (outside.isPresent()) {
            return outside.map("it "::concat);
        }
        if (names.isEmpty()) {
            return Optional.of(
                    "it lists no names of hosts (principals); Headroom takes only one that lists '%s', also where ssh takes it"
                            .formatted(name));
        }
        if (names.stream().noneMatch(pattern -> GlobPattern.matches(pattern, name))) {
            return Optional.of("it is for %s, not for '%s'".formatted(listed(), name));
        }
        return restricted
                ? Optional.of("it has critical options, of which OpenSSH knows none for hosts")
                : Optional.empty();
    }

    private String listed() {
        String first =
                names.stream().limit(MOST_NAMES).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMES ? first : "%s and %d more".formatted(first, names.size() - MOST_NAMES);
    }

    /** The strings of which a string consists; none behind one that is cut off, which must not hide a revoked serial. */
    private static List<String> all(byte[] strings) {
        ByteBuffer bytes = ByteBuffer.wrap(strings);
        List<String> all = new ArrayList<>();
        try {
            while (bytes.hasRemaining()) {
                all.add(new String(WireStrings.next(bytes), StandardCharsets.UTF_8));
            }
        } catch (BufferUnderflowException _) {
            return all;
        }
        return all;
    }
}

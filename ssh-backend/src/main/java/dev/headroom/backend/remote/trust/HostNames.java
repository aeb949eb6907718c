package dev.headroom.backend.remote.trust;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The first field of a known_hosts line: the hosts that the line is about. */
sealed interface HostNames {
    /** Whether the line is about {@code name}, which is in lower case and carries its port as {@code [host]:port}. */
    boolean match(String name);

    /** The names in clear text, if the field has nothing else: such lines can be looked up by name. */
    default Optional<List<String>> plain() {
        return Optional.empty();
    }

    /** Names and patterns, separated by commas; a pattern with {@code !} that matches decides. */
    record Patterns(List<String> patterns) implements HostNames {
        public Patterns {
            patterns = List.copyOf(patterns);
        }

        @Override
        public boolean match(String name) {
            return GlobPattern.matchesList(patterns, name);
        }

        @Override
        public Optional<List<String>> plain() {
            return patterns.stream().allMatch(p -> !p.contains("*") && !p.contains("?") && !p.startsWith("!"))
                    ? Optional.of(patterns)
                    : Optional.empty();
        }
    }

    /** One name, hashed with a salt: {@code |1|salt|HMAC-SHA1(salt, name)}. */
    @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals, in match() only
    record Hashed(byte[] salt, byte[] hash) implements HostNames {
        /** The length of the salt and of the hash in bytes. */
        private static final int LENGTH = 20;

        @Override
        public boolean match(String name) {
            return MessageDigest.isEqual(hash, hash(salt, name));
        }

        private static byte[] hash(byte[] salt, String name) {
            try {
                Mac mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(salt, "HmacSHA1"));
                return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("Every Java knows HMAC-SHA1, and the salt is not empty.", e);
            }
        }
    }

    /** The field for one name, hashed with a new salt. */
    static String hashed(String name) {
        byte[] salt = new byte[Hashed.LENGTH];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(Hashed.hash(salt, name));
    }

    /** The field; empty if it is not understood. */
    static Optional<HostNames> parse(String field) {
        if (field.startsWith("|")) {
            return hashed(field.split("\\|", -1));
        }
        List<String> patterns = Arrays.stream(field.toLowerCase(Locale.ROOT).split(","))
                .filter(p -> !p.isEmpty())
                .toList();
        return patterns.isEmpty() ? Optional.empty() : Optional.of(new Patterns(patterns));
    }

    private static Optional<HostNames> hashed(String[] parts) {
        if (parts.length != 4 || !parts[1].equals("1")) {
            return Optional.empty();
        }
        return StrictBase64.decode(parts[2], Hashed.LENGTH)
                .flatMap(salt -> StrictBase64.decode(parts[3], Hashed.LENGTH).map(hash -> new Hashed(salt, hash)));
    }
}

package dev.headroom.backend.remote.trust;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A public key in forms that an operator can compare, as {@code ssh-keygen -lv} prints them. Pure. */
public final class Fingerprint {
    private static final String MARKS = " .o+=*BOX@%&#/^SE";
    private static final int START = MARKS.length() - 2;
    private static final int WIDTH = 17;
    private static final int HEIGHT = 9;

    private Fingerprint() {}

    /** {@code SHA256:} and base 64 without padding. */
    public static String of(byte[] key) {
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest(key));
    }

    /** The picture of the fingerprint, lines separated by {@code \n}: the bishop's way over 17 by 9 fields. */
    public static String picture(byte[] key) {
        int[][] field = new int[HEIGHT][WIDTH];
        int x = WIDTH / 2;
        int y = HEIGHT / 2;
        for (byte b : digest(key)) {
            int bits = b & 0xff;
            for (int i = 0; i < 4; i++) {
                x = Math.clamp(x + ((bits & 1) == 1 ? 1 : -1), 0, WIDTH - 1);
                y = Math.clamp(y + ((bits & 2) == 2 ? 1 : -1), 0, HEIGHT - 1);
                field[y][x] = Math.min(field[y][x] + 1, START - 1);
                bits >>= 2;
            }
        }
        field[HEIGHT / 2][WIDTH / 2] = START;
        field[y][x] = START + 1;
        StringBuilder picture = new StringBuilder(border(title(key)));
        for (int[] row : field) {
            picture.append("\n|");
            Arrays.stream(row).forEach(mark -> picture.append(MARKS.charAt(mark)));
            picture.append('|');
        }
        return picture.append('\n').append(border("[SHA256]")).toString();
    }

    private static String border(String title) {
        int before = (WIDTH - title.length()) / 2;
        return "+" + "-".repeat(before) + title + "-".repeat(WIDTH - before - title.length()) + "+";
    }

    private static String title(byte[] key) {
        String type = PublicKeyBlob.type(key).orElse("");
        String word = switch (type) {
            case "ssh-ed25519" -> "ED25519 256";
            case "ssh-rsa" -> "RSA " + modulusBits(key);
            case "ecdsa-sha2-nistp256" -> "ECDSA 256";
            case "ecdsa-sha2-nistp384" -> "ECDSA 384";
            case "ecdsa-sha2-nistp521" -> "ECDSA 521";
            default -> "?";
        };
        return "[" + word + "]";
    }

    private static int modulusBits(byte[] key) {
        return PublicKeyBlob.field(key, 2)
                .map(modulus -> new BigInteger(1, modulus).bitLength())
                .orElse(0);
    }

    private static byte[] digest(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows SHA-256.", e);
        }
    }
}

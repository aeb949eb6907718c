package dev.headroom.backend.remote.jsch.crypto;

import dev.headroom.backend.remote.trust.WireStrings;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The kinds of signatures that security keys (FIDO) make, which JSch cannot check. Source: OpenSSH's PROTOCOL.u2f; as
 * OpenSSH does for an authority, it is not asked whether the key was touched. See decision 0106. Pure.
 */
public enum SecurityKeySignature {
    ED25519("sk-ssh-ed25519@openssh.com", "Ed25519", "Ed25519", "302a300506032b6570032100", 32),
    ECDSA(
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "EC",
            "SHA256withECDSAinP1363Format",
            "3059301306072a8648ce3d020106082a8648ce3d030107034200",
            65);

    /** The bytes of each of the two numbers of an ECDSA signature. */
    private static final int NUMBER = 32;

    private static final byte[] CURVE = "nistp256".getBytes(StandardCharsets.US_ASCII);

    private final String type;
    private final String keys;
    private final String algorithm;
    private final String beforeKey;
    private final int keyLength;

    /** @param before what DER has before the bytes of a key (RFC 8410, RFC 5480) */
    SecurityKeySignature(String type, String keys, String algorithm, String before, int keyLength) {
        this.type = type;
        this.keys = keys;
        this.algorithm = algorithm;
        this.beforeKey = before;
        this.keyLength = keyLength;
    }

    /** The kind whose keys have that type; empty for a key that is no security key. */
    public static Optional<SecurityKeySignature> ofType(String type) {
        return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
    }

    /** The name of the type of key, and of the algorithm. */
    public String type() {
        return type;
    }

    /**
     * Whether the signature is one of the key under the text; false for whatever is damaged.
     *
     * @param key as the protocol carries it
     * @param signature as the protocol carries it, with its flags and its counter
     */
    public boolean verifies(byte[] key, byte[] text, byte[] signature) {
        try {
            return verified(ByteBuffer.wrap(key), text, ByteBuffer.wrap(signature));
        } catch (BufferUnderflowException | GeneralSecurityException _) {
            return false;
        }
    }

    private boolean verified(ByteBuffer key, byte[] text, ByteBuffer signature) throws GeneralSecurityException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(WireStrings.next(key), name)
                || !Arrays.equals(WireStrings.next(signature), name)
                || (this == ECDSA && !Arrays.equals(WireStrings.next(key), CURVE))) {
            return false;
        }
        byte[] point = WireStrings.next(key);
        byte[] application = WireStrings.next(key);
        byte[] signed = this == ECDSA ? numbers(WireStrings.next(signature)) : WireStrings.next(signature);
        byte[] flagsAndCounter = new byte[1 + Integer.BYTES];
        signature.get(flagsAndCounter);
        if (point.length != keyLength || key.hasRemaining() || signature.hasRemaining()) {
            return false;
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Signature check = Signature.getInstance(algorithm);
        byte[] encoded = joined(HexFormat.of().parseHex(beforeKey), point);
        check.initVerify(KeyFactory.getInstance(keys).generatePublic(new X509EncodedKeySpec(encoded)));
        check.update(sha256.digest(application));
        check.update(flagsAndCounter);
        check.update(sha256.digest(text));
        return check.verify(signed);
    }

    /** Two numbers, each behind its length, as two of a fixed length. */
    private static byte[] numbers(byte[] both) throws GeneralSecurityException {
        ByteBuffer bytes = ByteBuffer.wrap(both);
        byte[] two = joined(number(WireStrings.next(bytes)), number(WireStrings.next(bytes)));
        if (bytes.hasRemaining()) {
            throw new GeneralSecurityException("There are more than two numbers.");
        }
        return two;
    }

    private static byte[] number(byte[] written) throws GeneralSecurityException {
        BigInteger value = new BigInteger(1, written);
        if (value.bitLength() > NUMBER * Byte.SIZE) {
            throw new GeneralSecurityException("A number is too long.");
        }
        byte[] plain = value.toByteArray();
        int length = Math.min(plain.length, NUMBER);
        byte[] fixed = new byte[NUMBER];
        System.arraycopy(plain, plain.length - length, fixed, NUMBER - length, length);
        return fixed;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}

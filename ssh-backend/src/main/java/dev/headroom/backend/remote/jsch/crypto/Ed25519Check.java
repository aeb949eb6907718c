package dev.headroom.backend.remote.jsch.crypto;

import com.jcraft.jsch.Signature;
import dev.headroom.backend.remote.trust.WireStrings;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Checks an Ed25519 signature by the JDK, as JSch does: a {@code KeyPair} of JSch does not read every public key. */
final class Ed25519Check implements Signature {
    private static final byte[] ALGORITHM = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);

    /** What DER has before the 32 bytes of a key (RFC 8410). */
    private static final byte[] BEFORE_A_KEY = HexFormat.of().parseHex("302a300506032b6570032100");

    private final java.security.Signature signature;

    Ed25519Check(byte[] key) throws GeneralSecurityException {
        byte[] encoded = ByteBuffer.allocate(BEFORE_A_KEY.length + key.length)
                .put(BEFORE_A_KEY)
                .put(key)
                .array();
        PublicKey publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        signature = java.security.Signature.getInstance("Ed25519");
        signature.initVerify(publicKey);
    }

    @Override
    public void init() {
        // The constructor does it.
    }

    @Override
    public void update(byte[] text) throws GeneralSecurityException {
        signature.update(text);
    }

    /** @param blob the name of the algorithm and the signature, each behind its length (RFC 8709) */
    @Override
    public boolean verify(byte[] blob) throws GeneralSecurityException {
        ByteBuffer bytes = ByteBuffer.wrap(blob);
        try {
            return Arrays.equals(WireStrings.next(bytes), ALGORITHM) && signature.verify(WireStrings.next(bytes));
        } catch (BufferUnderflowException e) {
            throw new GeneralSecurityException("The signature is too short.", e);
        }
    }

    @Override
    public byte[] sign() {
        throw new IllegalStateException("A host's signature is checked, not made.");
    }
}

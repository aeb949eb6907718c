package dev.headroom.backend.remote.jsch.crypto;

import com.jcraft.jsch.Cipher;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The cipher {@code chacha20-poly1305@openssh.com} by Java's own ChaCha20; JSch has it with BouncyCastle only. JSch
 * makes it by its name, so class and constructor are public. SSH's form differs from Java's AEAD of that name: two
 * keys, one for the packet's length, and a tag over the ciphertext alone (PROTOCOL.chacha20poly1305 of OpenSSH). Not
 * thread-safe. See decision 0083.
 */
public final class ChaCha20Poly1305 implements Cipher {
    private static final String CHACHA20 = "ChaCha20";
    private static final int KEY_BYTES = 32;
    private static final int BLOCK_BYTES = 64;
    private static final int LENGTH_BYTES = 4;
    private static final int NONCE_BYTES = 12;

    private int mode;
    private javax.crypto.@Nullable Cipher ofLength;
    private javax.crypto.@Nullable Cipher ofPayload;
    private @Nullable SecretKeySpec lengthKey;
    private @Nullable SecretKeySpec payloadKey;
    private byte[] tagKey = {};

    @Override
    public int getIVSize() {
        return 8; // JSch takes it for the size of a block, to which packets are filled up
    }

    @Override
    public int getBlockSize() {
        return 2 * KEY_BYTES; // JSch takes it for the size of the key
    }

    @Override
    public int getTagSize() {
        return Poly1305.TAG_BYTES;
    }

    @Override
    public void init(int newMode, byte[] key, byte[] iv) throws GeneralSecurityException {
        mode = newMode;
        payloadKey = new SecretKeySpec(key, 0, KEY_BYTES, CHACHA20);
        lengthKey = new SecretKeySpec(key, KEY_BYTES, KEY_BYTES, CHACHA20);
        ofLength = javax.crypto.Cipher.getInstance(CHACHA20);
        ofPayload = javax.crypto.Cipher.getInstance(CHACHA20);
    }

    /** Begins a packet: its number is the nonce. The first block of the payload's key stream is the tag's key. */
    @Override
    public void update(int packet) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putInt(NONCE_BYTES - Integer.BYTES, packet)
                .array();
        var parameters = new ChaCha20ParameterSpec(nonce, 0);
        begun(ofLength).init(javax.crypto.Cipher.ENCRYPT_MODE, lengthKey, parameters);
        begun(ofPayload).init(javax.crypto.Cipher.ENCRYPT_MODE, payloadKey, parameters);
        tagKey = Arrays.copyOf(begun(ofPayload).update(new byte[BLOCK_BYTES]), KEY_BYTES);
    }

    /** The packet's length. */
    @Override
    public void update(byte[] from, int at, int length, byte[] to, int toAt) throws GeneralSecurityException {
        begun(ofLength).update(from, at, length, to, toAt);
    }

    /**
     * The packet behind its length, and its tag.
     *
     * @param at where the packet begins; negative for a key file, which has no length in front
     * @param length with the length field, without the tag
     */
    @Override
    public void doFinal(byte[] from, int at, int length, byte[] to, int toAt) throws GeneralSecurityException {
        if (mode == DECRYPT_MODE) {
            byte[] tag = new Poly1305(tagKey).tag(from, at < 0 ? at + LENGTH_BYTES : at, length);
            if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(from, length, length + Poly1305.TAG_BYTES))) {
                throw new AEADBadTagException("The packet's tag is wrong.");
            }
        }
        if (at < 0) {
            transform(from, at + LENGTH_BYTES, length - LENGTH_BYTES - at, to, toAt + LENGTH_BYTES + at);
        } else {
            transform(from, at + LENGTH_BYTES, length - LENGTH_BYTES, to, toAt + LENGTH_BYTES);
        }
        if (mode == ENCRYPT_MODE) {
            byte[] tag = new Poly1305(tagKey).tag(to, toAt, length);
            System.arraycopy(tag, 0, to, length, tag.length);
        }
    }

    private void transform(byte[] from, int at, int length, byte[] to, int toAt) throws GeneralSecurityException {
        if (length > 0) {
            begun(ofPayload).update(from, at, length, to, toAt);
        }
    }

    private static javax.crypto.Cipher begun(javax.crypto.@Nullable Cipher cipher) {
        if (cipher == null) {
            throw new IllegalStateException("The cipher must have its key first.");
        }
        return cipher;
    }

    @Override
    public boolean isCBC() {
        return false;
    }

    @Override
    public boolean isAEAD() {
        return true;
    }

    @Override
    public boolean isChaCha20() {
        return true;
    }
}

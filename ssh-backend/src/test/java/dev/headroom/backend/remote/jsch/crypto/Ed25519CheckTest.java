package dev.headroom.backend.remote.jsch.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Ed25519CheckTest {
    private static final byte[] TEXT = "what was exchanged".getBytes(StandardCharsets.US_ASCII);
    private static final KeyPair KEY = key();

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] signature(String algorithm) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(KEY.getPrivate());
        signer.update(TEXT);
        byte[] signature = signer.sign();
        return ByteBuffer.allocate(8 + algorithm.length() + signature.length)
                .putInt(algorithm.length())
                .put(algorithm.getBytes(StandardCharsets.US_ASCII))
                .putInt(signature.length)
                .put(signature)
                .array();
    }

    private static boolean isRight(byte[] signature) throws GeneralSecurityException {
        byte[] encoded = KEY.getPublic().getEncoded();
        var check = new Ed25519Check(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        check.update(TEXT);
        return check.verify(signature);
    }

    @Test
    void aSignatureOfTheKeyIsRightAndOneOfAnotherAlgorithmIsNot() throws GeneralSecurityException {
        assertThat(isRight(signature("ssh-ed25519"))).isTrue();
        assertThat(isRight(signature("ssh-ed448"))).isFalse();
    }

    /** Each bit counts, and a damaged length is the typed failure. */
    @Property(tries = 300)
    void aChangedSignatureIsNeverRight(@ForAll long seed) throws GeneralSecurityException {
        var random = new SplittableRandom(seed);
        byte[] signature = signature("ssh-ed25519");
        signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            assertThat(isRight(signature)).isFalse();
        } catch (GeneralSecurityException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Ed25519Check(new byte[31])).isInstanceOf(GeneralSecurityException.class);
    }
}

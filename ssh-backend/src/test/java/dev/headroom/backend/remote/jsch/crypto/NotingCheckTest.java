package dev.headroom.backend.remote.jsch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.SignatureECDSA;
import com.jcraft.jsch.SignatureEdDSA;
import com.jcraft.jsch.SignatureRSA;
import dev.headroom.backend.remote.trust.WireStrings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host that has only the public part of a known key must not pass: its signature is checked by each of these classes. */
class NotingCheckTest {
    private static final byte[] TEXT = "the hash of a key exchange".getBytes(StandardCharsets.US_ASCII);
    private static final String EACH = """
            ssh-rsa, 2, 2048
            rsa-sha2-256, 2, 2048
            rsa-sha2-512, 2, 3072
            rsa-sha2-512, 2, 4096
            ecdsa-sha2-nistp256, 3, 256
            ecdsa-sha2-nistp384, 3, 384
            ecdsa-sha2-nistp521, 3, 521
            ssh-ed25519, 5, 256
            """;

    @ParameterizedTest
    @CsvSource(textBlock = EACH)
    void onlyTheRightSignatureOfTheRightTextByTheRightKeyPasses(String algorithm, int kind, int size) throws Exception {
        KeyPair pair = KeyPair.genKeyPair(new JSch(), kind, size);
        KeyPair other = KeyPair.genKeyPair(new JSch(), kind, size);
        byte[] right = pair.getSignature(TEXT, algorithm);
        assertThat(passes(algorithm, pair, TEXT, right)).isTrue();
        assertThat(passes(algorithm, pair, TEXT, other.getSignature(TEXT, algorithm)))
                .as("signed by another key")
                .isFalse();
        byte[] otherText = TEXT.clone();
        otherText[3] ^= 1;
        assertThat(passes(algorithm, pair, otherText, right)).as("another text").isFalse();
        // Of a signature on a curve of NIST, JSch passes over the name and a length: the type of the key says what it
        // is.
        int name = algorithm.startsWith("ecdsa") ? 4 + algorithm.length() + 4 : 0;
        for (int i = name; i < right.length; i++) {
            byte[] damaged = right.clone();
            damaged[i] ^= 1;
            assertThat(passes(algorithm, pair, TEXT, damaged))
                    .as("byte %d of %d is damaged", i, right.length)
                    .isFalse();
        }
        assertThat(passes(algorithm, pair, TEXT, new byte[0])).isFalse();
        assertThat(passes(algorithm, pair, TEXT, Arrays.copyOf(right, right.length - 1)))
                .as("cut off")
                .isFalse();
    }

    private static boolean passes(String algorithm, KeyPair pair, byte[] text, byte[] signature) throws Exception {
        NotingCheck check =
                NotingCheck.ALGORITHMS.get(algorithm).getDeclaredConstructor().newInstance();
        check.init();
        setKey(check, ByteBuffer.wrap(pair.getPublicKeyBlob()));
        check.update(text);
        try {
            return check.verify(signature);
        } catch (Exception _) {
            return false; // JSch ends the key exchange
        }
    }

    private static void setKey(NotingCheck check, ByteBuffer blob) throws Exception {
        WireStrings.next(blob); // the type
        switch (check) {
            case SignatureRSA rsa -> rsa.setPubKey(WireStrings.next(blob), WireStrings.next(blob));
            case SignatureEdDSA ed -> ed.setPubKey(WireStrings.next(blob));
            case SignatureECDSA ecdsa -> {
                WireStrings.next(blob); // the curve
                byte[] point = WireStrings.next(blob);
                int half = (point.length - 1) / 2;
                ecdsa.setPubKey(
                        Arrays.copyOfRange(point, 1, 1 + half), Arrays.copyOfRange(point, 1 + half, point.length));
            }
            default -> throw new IllegalStateException(check.toString());
        }
    }
}

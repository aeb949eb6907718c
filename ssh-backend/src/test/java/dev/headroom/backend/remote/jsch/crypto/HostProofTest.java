package dev.headroom.backend.remote.jsch.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HostProofTest {
    private static final byte[] TEXT = text();

    private static byte[] text() {
        var bytes = new ByteArrayOutputStream();
        for (String part : new String[] {"SSH-2.0-a", "SSH-2.0-b", "ours", "theirs", "KEY", "more"}) {
            bytes.writeBytes(ByteBuffer.allocate(4).putInt(part.length()).array());
            bytes.writeBytes(part.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    @Property
    void theKeyIsFoundHoweverTheTextIsCut(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var proof = new HostProof();
        proof.during(() -> {
            // A key exchange of two parts hashes their secrets first.
            byte[] secrets = new byte[random.nextInt(64)];
            random.nextBytes(secrets);
            HostProof.hashed(secrets, 0, secrets.length);
            HostProof.digested();
            for (int from = 0; from < TEXT.length; ) {
                int length = Math.min(TEXT.length - from, 1 + random.nextInt(20));
                HostProof.hashed(TEXT, from, length);
                from += length;
            }
            HostProof.digested();
            HostProof.signed(new byte[] {1, 2}, new byte[] {3});
            HostProof.signed(new byte[] {9}, new byte[] {9}); // an authority under a certificate
        });
        assertThat(proof.binding())
                .hasValueSatisfying(message -> assertThat(HexFormat.of().formatHex(message))
                        .isEqualTo("1b00000018"
                                + HexFormat.of()
                                        .formatHex("session-bind@openssh.com".getBytes(StandardCharsets.US_ASCII))
                                + "000000034b4559" + "000000020102" + "0000000103" + "00"));
    }

    @Property
    void anyBytesAreHashed(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var proof = new HostProof();
        proof.during(() -> {
            for (int i = 0; i < 10; i++) {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                HostProof.hashed(bytes, 0, bytes.length);
            }
            HostProof.signed(new byte[0], new byte[0]);
        });
        assertThat(proof.binding()).isEmpty();
    }

    @Test
    void withoutALoginNothingIsNoted() {
        HostProof.hashed(TEXT, 0, TEXT.length);
        HostProof.digested();
        HostProof.signed(new byte[1], new byte[1]);
        var proof = new HostProof();
        proof.during(() -> HostProof.signed(new byte[1], new byte[1]));
        assertThat(proof.binding()).isEmpty();
    }
}

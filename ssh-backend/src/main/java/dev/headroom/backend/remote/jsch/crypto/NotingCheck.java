package dev.headroom.backend.remote.jsch.crypto;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Signature;
import com.jcraft.jsch.SignatureECDSA;
import com.jcraft.jsch.SignatureEdDSA;
import com.jcraft.jsch.SignatureRSA;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks of the signature of a host's key, which are JSch's own and tell {@link HostProof} what was signed. JSch makes
 * each by its name, so classes and constructors are public, in the thread that exchanges keys. See decision 0099.
 */
public abstract sealed class NotingCheck implements Signature {
    static final Map<String, Class<? extends NotingCheck>> ALGORITHMS = Map.of(
            "ssh-rsa", Rsa.class,
            "rsa-sha2-256", RsaSha256.class,
            "rsa-sha2-512", RsaSha512.class,
            "ecdsa-sha2-nistp256", Ecdsa256.class,
            "ecdsa-sha2-nistp384", Ecdsa384.class,
            "ecdsa-sha2-nistp521", Ecdsa521.class,
            "ssh-ed25519", Ed25519.class);

    private static final byte UNCOMPRESSED = 4;

    private final String algorithm;
    private @Nullable Signature check;
    private byte[] text = {};

    private NotingCheck(String algorithm) {
        this.algorithm = algorithm;
    }

    @Override
    public void init() {
        check = null;
    }

    /** JSch gives its own check of a signature by way of a key only. */
    final void by(String type, byte[]... parts) throws JSchException {
        var key = new ByteArrayOutputStream();
        string(key, type.getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : parts) {
            string(key, part);
        }
        // JSch does not read a line that ends with a key of a length that divides by three: no comment, no padding.
        String line = "%s %s host\n".formatted(type, Base64.getEncoder().encodeToString(key.toByteArray()));
        use(KeyPair.load(new JSch(), null, line.getBytes(StandardCharsets.US_ASCII))
                .getVerifier(algorithm));
    }

    final void use(@Nullable Signature ofJsch) throws JSchException {
        if (ofJsch == null) {
            throw new JSchException("A key for %s cannot be used to check.".formatted(algorithm));
        }
        check = ofJsch;
    }

    private static void string(ByteArrayOutputStream key, byte[] part) {
        key.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        key.writeBytes(part);
    }

    @Override
    public void update(byte[] bytes) throws Exception {
        text = bytes.clone();
        check().update(bytes);
    }

    @Override
    public boolean verify(byte[] signature) throws Exception {
        boolean right = check().verify(signature);
        if (right) {
            HostProof.signed(text, signature);
        }
        return right;
    }

    @Override
    public byte[] sign() {
        throw new IllegalStateException("A host's signature is checked, not made.");
    }

    /** Part of JSch's interfaces of two of the kinds. */
    public void setPrvKey(byte[] key) {
        sign();
    }

    private Signature check() {
        return Objects.requireNonNull(check, "JSch must set the key first.");
    }

    /** {@code ssh-rsa} with SHA-1, where ssh_config names it. */
    public static sealed class Rsa extends NotingCheck implements SignatureRSA {
        public Rsa() {
            this("ssh-rsa");
        }

        private Rsa(String algorithm) {
            super(algorithm);
        }

        @Override
        public void setPubKey(byte[] exponent, byte[] modulus) throws JSchException {
            by("ssh-rsa", exponent, modulus);
        }

        @Override
        public void setPrvKey(byte[] exponent, byte[] modulus) {
            sign();
        }
    }

    /** {@code rsa-sha2-256}. */
    public static final class RsaSha256 extends Rsa {
        public RsaSha256() {
            super("rsa-sha2-256");
        }
    }

    /** {@code rsa-sha2-512}. */
    public static final class RsaSha512 extends Rsa {
        public RsaSha512() {
            super("rsa-sha2-512");
        }
    }

    /** On a curve of NIST. */
    public abstract static sealed class Ecdsa extends NotingCheck implements SignatureECDSA {
        private final String curve;

        private Ecdsa(String curve) {
            super("ecdsa-sha2-" + curve);
            this.curve = curve;
        }

        @Override
        public void setPubKey(byte[] x, byte[] y) throws JSchException {
            byte[] point = ByteBuffer.allocate(1 + x.length + y.length)
                    .put(UNCOMPRESSED)
                    .put(x)
                    .put(y)
                    .array();
            by("ecdsa-sha2-" + curve, curve.getBytes(StandardCharsets.US_ASCII), point);
        }
    }

    /** {@code ecdsa-sha2-nistp256}. */
    public static final class Ecdsa256 extends Ecdsa {
        public Ecdsa256() {
            super("nistp256");
        }
    }

    /** {@code ecdsa-sha2-nistp384}. */
    public static final class Ecdsa384 extends Ecdsa {
        public Ecdsa384() {
            super("nistp384");
        }
    }

    /** {@code ecdsa-sha2-nistp521}. */
    public static final class Ecdsa521 extends Ecdsa {
        public Ecdsa521() {
            super("nistp521");
        }
    }

    /** {@code ssh-ed25519}. */
    public static final class Ed25519 extends NotingCheck implements SignatureEdDSA {
        public Ed25519() {
            super("ssh-ed25519");
        }

        @Override
        public void setPubKey(byte[] key) throws GeneralSecurityException, JSchException {
            use(new Ed25519Check(key));
        }
    }
}

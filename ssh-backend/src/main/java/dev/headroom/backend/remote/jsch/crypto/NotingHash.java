package dev.headroom.backend.remote.jsch.crypto;

import com.jcraft.jsch.HASH;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of key exchanges, which tell {@link HostProof} what they hash. JSch makes each by its name, so classes and
 * constructors are public, in the thread that exchanges keys. See decision 0099.
 */
public abstract sealed class NotingHash implements HASH {
    static final Map<String, Class<? extends NotingHash>> ALGORITHMS =
            Map.of("sha-1", Sha1.class, "sha-256", Sha256.class, "sha-384", Sha384.class, "sha-512", Sha512.class);

    private static final int BITS = 8;

    private final int bits;
    private @Nullable MessageDigest digest;

    private NotingHash(int bits) {
        this.bits = bits;
    }

    @Override
    public void init() throws NoSuchAlgorithmException {
        digest = MessageDigest.getInstance(bits == Sha1.SIZE ? "SHA-1" : "SHA-" + bits);
    }

    /** The length of the hash in bytes, as JSch means it. */
    @Override
    public int getBlockSize() {
        return bits / BITS;
    }

    @Override
    public void update(byte[] bytes, int from, int length) {
        HostProof.hashed(bytes, from, length);
        digestOf().update(bytes, from, length);
    }

    @Override
    public byte[] digest() {
        HostProof.digested();
        return digestOf().digest();
    }

    @Override
    public String name() {
        return bits == Sha1.SIZE ? "SHA1" : "SHA" + bits;
    }

    private MessageDigest digestOf() {
        return Objects.requireNonNull(digest, "JSch must call init first.");
    }

    /** {@code sha-1}, where ssh_config names an algorithm that needs it. */
    public static final class Sha1 extends NotingHash {
        private static final int SIZE = 160;

        public Sha1() {
            super(SIZE);
        }
    }

    /** {@code sha-256}. */
    public static final class Sha256 extends NotingHash {
        public Sha256() {
            super(256);
        }
    }

    /** {@code sha-384}. */
    public static final class Sha384 extends NotingHash {
        public Sha384() {
            super(384);
        }
    }

    /** {@code sha-512}. */
    public static final class Sha512 extends NotingHash {
        public Sha512() {
            super(512);
        }
    }
}

package dev.headroom.backend.remote.jsch.crypto;

import com.jcraft.jsch.KEM;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key encapsulation sntrup761, of which {@code sntrup761x25519-sha512} has one part; JSch has it with BouncyCastle
 * only, and makes it by its name, so class and constructor are public. Not thread-safe. See decision 0098.
 */
public final class Sntrup761 implements KEM {
    private @Nullable Sntrup761Key key;

    @Override
    public void init() {
        key = Sntrup761Key.generate(new SecureRandom());
    }

    @Override
    public byte[] getPublicKey() {
        return key().publicKey();
    }

    @Override
    public byte[] decapsulate(byte[] encapsulation) {
        return key().secretIn(encapsulation);
    }

    private Sntrup761Key key() {
        return Objects.requireNonNull(key, "JSch must call init first.");
    }
}

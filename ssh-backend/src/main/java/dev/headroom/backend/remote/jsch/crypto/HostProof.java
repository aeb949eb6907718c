package dev.headroom.backend.remote.jsch.crypto;

import dev.headroom.backend.remote.trust.WireStrings;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what a host has proven in the first key exchange of a session that it has its key: the key or certificate, the
 * session's identifier and the signature. JSch gives none of them away, so {@link NotingHash} and {@link NotingCheck}
 * note them. Used by the thread that logs in. See decision 0099.
 */
public final class HostProof {
    private static final ScopedValue<HostProof> CURRENT = ScopedValue.newInstance();
    private static final byte[] VERSION = "SSH-".getBytes(StandardCharsets.US_ASCII);

    /** What stands before the host's key in the hashed text: two versions and two lists of algorithms. */
    private static final int BEFORE_THE_KEY = 4;

    private final ByteArrayOutputStream hashed = new ByteArrayOutputStream();
    private byte @Nullable [] hostKey;
    private byte @Nullable [] sessionId;
    private byte @Nullable [] signature;

    /** A step of a login that may fail. */
    @FunctionalInterface
    public interface Login<X extends Exception> {
        void run() throws X;
    }

    /** Runs a login in this thread, whose first key exchange is noted. */
    public <X extends Exception> void during(Login<X> login) throws X {
        ScopedValue.where(CURRENT, this).<Boolean, X>call(() -> {
            login.run();
            return true;
        });
    }

    /**
     * The message by which an agent learns that its next requests are for this session: {@code
     * session-bind@openssh.com} of OpenSSH's PROTOCOL.agent, without its length. Empty before the key exchange.
     */
    public Optional<byte[]> binding() {
        if (hostKey == null || sessionId == null || signature == null) {
            return Optional.empty();
        }
        byte[] name = "session-bind@openssh.com".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer message =
                ByteBuffer.allocate(18 + name.length + hostKey.length + sessionId.length + signature.length);
        message.put((byte) 27); // SSH_AGENTC_EXTENSION
        for (byte[] part : new byte[][] {name, hostKey, sessionId, signature}) {
            message.putInt(part.length).put(part);
        }
        return Optional.of(message.put((byte) 0).array()); // 0: not forwarded
    }

    /** The key or certificate that the host has shown in the key exchange; empty before. */
    public Optional<byte[]> hostKey() {
        return Optional.ofNullable(hostKey).map(byte[]::clone);
    }

    /** A part of a text is hashed: that of a key exchange has the host's key in it. */
    static void hashed(byte[] bytes, int from, int length) {
        if (CURRENT.isBound() && CURRENT.get().signature == null) {
            CURRENT.get().note(bytes, from, length);
        }
    }

    /** The text is at its end; a key exchange of two parts hashes their secrets first. */
    static void digested() {
        if (CURRENT.isBound()) {
            CURRENT.get().hashed.reset();
        }
    }

    private void note(byte[] bytes, int from, int length) {
        hashed.write(bytes, from, length);
        try {
            ByteBuffer text = ByteBuffer.wrap(hashed.toByteArray());
            byte[] version = WireStrings.next(text);
            if (!Arrays.equals(Arrays.copyOf(version, VERSION.length), VERSION)) {
                hashed.reset();
                return;
            }
            for (int i = 1; i < BEFORE_THE_KEY; i++) {
                WireStrings.next(text);
            }
            hostKey = WireStrings.next(text);
        } catch (BufferUnderflowException _) {
            // The rest of the text comes in later parts.
        }
    }

    /** The host has signed a text: the first time it is the identifier of the session. */
    static void signed(byte[] text, byte[] signature) {
        if (CURRENT.isBound() && CURRENT.get().signature == null) {
            CURRENT.get().sessionId = text.clone();
            CURRENT.get().signature = signature.clone();
        }
    }
}

package dev.headroom.backend.remote.openssh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An ssh-agent that holds one key of a security key (FIDO), made in software: no device is needed, and the server
 * verifies its signatures as those of a device. Sources: OpenSSH's PROTOCOL.u2f, PROTOCOL.agent.
 */
final class FidoAgent implements AutoCloseable {
    private static final int FAILURE = 5;
    private static final int LIST = 11;
    private static final int LISTED = 12;
    private static final int SIGN = 13;
    private static final int SIGNED = 14;
    private static final String APPLICATION = "ssh:";

    private final Kind kind;
    private final KeyPair pair;
    private final Path socket;
    private final ServerSocketChannel listener;
    private volatile Optional<byte[]> certificate = Optional.empty();
    private volatile Presence presence = Presence.TOUCHED;
    private final AtomicInteger asked = new AtomicInteger();

    /** What the person at the device does. */
    enum Presence {
        NOBODY(0),
        NOT_ASKED(0),
        TOUCHED(1),
        /** Touched, and proven by a PIN. */
        VERIFIED(5);

        private final int flags;

        Presence(int flags) {
            this.flags = flags;
        }
    }

    /** The types of such keys. */
    enum Kind {
        ED25519("sk-ssh-ed25519@openssh.com", "Ed25519"),
        ECDSA("sk-ecdsa-sha2-nistp256@openssh.com", "SHA256withECDSA");

        private final String type;
        private final String algorithm;

        Kind(String type, String algorithm) {
            this.type = type;
            this.algorithm = algorithm;
        }

        private KeyPair newPair() throws GeneralSecurityException {
            if (this == ED25519) {
                return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        }
    }

    private FidoAgent(Kind kind, KeyPair pair, Path socket, ServerSocketChannel listener) {
        this.kind = kind;
        this.pair = pair;
        this.socket = socket;
        this.listener = listener;
    }

    static FidoAgent start(Kind kind, Path socket) throws Exception {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        FidoAgent agent = new FidoAgent(kind, kind.newPair(), socket, listener);
        Thread.ofVirtual().start(agent::serve);
        return agent;
    }

    Path socket() {
        return socket;
    }

    /** The public key as a line of authorized_keys. */
    String publicKey() throws IOException {
        return "%s %s fido".formatted(kind.type, Base64.getEncoder().encodeToString(blob()));
    }

    /** From now on it offers this certificate of its key instead. */
    void certified(String publicKeyLine) {
        certificate = Optional.of(Base64.getDecoder().decode(publicKeyLine.split(" ", 3)[1]));
    }

    /** How often a signature was asked for: each time the device waits for a person. */
    int asked() {
        return asked.get();
    }

    void presence(Presence now) {
        presence = now;
    }

    private void serve() {
        while (listener.isOpen()) {
            try {
                SocketChannel caller = listener.accept();
                Thread.ofVirtual().start(() -> answer(caller));
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void answer(SocketChannel channel) {
        try (channel) {
            var in = new DataInputStream(Channels.newInputStream(channel));
            var out = new DataOutputStream(Channels.newOutputStream(channel));
            for (int length = in.readInt(); ; length = in.readInt()) {
                byte[] request = in.readNBytes(length);
                byte[] reply = reply(request);
                out.writeInt(reply.length);
                out.write(reply);
                out.flush();
            }
        } catch (IOException _) {
            // The client has what it wanted.
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] reply(byte[] request) throws IOException, GeneralSecurityException {
        var reply = new Writer();
        switch (request[0]) {
            case LIST -> reply.number(LISTED, 1).number(1, 4).string(offered()).string("fido");
            case SIGN -> {
                var in = new DataInputStream(new ByteArrayInputStream(request, 1, request.length - 1));
                byte[] key = in.readNBytes(in.readInt());
                byte[] data = in.readNBytes(in.readInt());
                asked.incrementAndGet();
                if (presence == Presence.NOBODY || !Arrays.equals(key, offered())) {
                    reply.number(FAILURE, 1);
                } else {
                    reply.number(SIGNED, 1).string(signature(data));
                }
            }
            default -> reply.number(FAILURE, 1);
        }
        return reply.bytes();
    }

    private byte[] offered() throws IOException {
        return certificate.isPresent() ? certificate.get() : blob();
    }

    private byte[] blob() throws IOException {
        var key = new Writer().string(kind.type);
        switch (pair.getPublic()) {
            case EdECPublicKey _ -> key.string(last(pair.getPublic().getEncoded(), 32));
            case ECPublicKey _ ->
                key.string("nistp256").string(last(pair.getPublic().getEncoded(), 65));
            default -> throw new IllegalStateException(pair.getPublic().getAlgorithm());
        }
        return key.string(APPLICATION).bytes();
    }

    private byte[] signature(byte[] data) throws IOException, GeneralSecurityException {
        int counter = 7;
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] application = sha256.digest(APPLICATION.getBytes(StandardCharsets.US_ASCII));
        byte[] message = sha256.digest(data);
        Signature signer = Signature.getInstance(kind.algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(application);
        signer.update((byte) presence.flags);
        signer.update(new Writer().number(counter, 4).bytes());
        signer.update(message);
        byte[] signed = signer.sign();
        return new Writer()
                .string(kind.type)
                .string(kind == Kind.ED25519 ? signed : twoNumbers(signed))
                .number(presence.flags, 1)
                .number(counter, 4)
                .bytes();
    }

    /** The numbers r and s of a DER signature (of less than 128 bytes), as SSH sends them. */
    private static byte[] twoNumbers(byte[] der) throws IOException {
        int lengthOfR = der[3];
        byte[] r = Arrays.copyOfRange(der, 4, 4 + lengthOfR);
        byte[] s = Arrays.copyOfRange(der, 4 + lengthOfR + 2, der.length);
        return new Writer()
                .string(new BigInteger(r).toByteArray())
                .string(new BigInteger(s).toByteArray())
                .bytes();
    }

    private static byte[] last(byte[] bytes, int count) {
        return Arrays.copyOfRange(bytes, bytes.length - count, bytes.length);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Writes what SSH's messages are made of. */
    private static final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        Writer number(int value, int size) throws IOException {
            for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
                out.writeByte(value >> shift);
            }
            return this;
        }

        Writer string(byte[] value) throws IOException {
            out.writeInt(value.length);
            out.write(value);
            return this;
        }

        Writer string(String value) throws IOException {
            return string(value.getBytes(StandardCharsets.US_ASCII));
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}

package dev.headroom.backend.remote.jsch.keys;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Watched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the bytes of a key or a certificate are, they are read, or refused with a sentence, for bounded memory. */
class HostileKeyFuzzTest {
    private static final int INPUTS = 10;
    private static Path file = Path.of("");

    @BeforeContainer
    static void make() throws IOException {
        file = Files.createTempFile("headroom-fuzz", ".key");
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Property
    void ofPrivateKeys(@ForAll long seed) throws IOException {
        Hostile hostile = new Hostile(seed, List.of(armoured("OPENSSH ", openSsh()), armoured("RSA ", der())));
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = hostile.below(2) == 0
                    ? hostile.bytes()
                    : armoured("OPENSSH ", hostile.bytes(openSsh())).getBytes(StandardCharsets.UTF_8);
            Files.write(file, bytes);
            Watched.parse(
                    new String(bytes, StandardCharsets.ISO_8859_1),
                    () -> KeyFile.read(file),
                    Set.of(IOException.class));
        }
    }

    @Property
    void ofPublicKeysAndCertificates(@ForAll long seed) throws IOException {
        Hostile hostile = new Hostile(seed, List.of("ssh-ed25519 " + base64(publicKey()) + " me\n"));
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = hostile.bytes();
            Files.write(file, bytes);
            byte[] blob = hostile.bytes(certificate());
            Watched.parse(
                    new String(bytes, StandardCharsets.ISO_8859_1) + base64(blob),
                    () -> {
                        PublicKeys.in(file);
                        PublicKeys.type(new Blob(blob));
                        UserCertificate.of(new Blob(blob));
                    },
                    Set.of());
        }
    }

    private static String armoured(String kind, byte[] bytes) {
        return "-----BEGIN %sPRIVATE KEY-----\n%s\n-----END %1$sPRIVATE KEY-----\n".formatted(kind, base64(bytes));
    }

    private static String base64(byte[] bytes) {
        return Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(bytes);
    }

    private static byte[] publicKey() {
        return strings("ssh-ed25519", "k".repeat(32));
    }

    private static byte[] openSsh() {
        ByteArrayOutputStream secrets = new ByteArrayOutputStream();
        secrets.writeBytes(new byte[] {1, 2, 3, 4, 1, 2, 3, 4});
        secrets.writeBytes(strings("ssh-ed25519", "k".repeat(32), "s".repeat(64), "me"));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(strings("none", "none", ""));
        whole.writeBytes(new byte[] {0, 0, 0, 1});
        whole.writeBytes(string(publicKey()));
        whole.writeBytes(string(secrets.toByteArray()));
        return whole.toByteArray();
    }

    private static byte[] der() {
        return new byte[] {0x30, 12, 2, 1, 0, 4, 4, 0x30, 2, 2, 0, 2, 1, 5};
    }

    private static byte[] certificate() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(strings("ssh-ed25519-cert-v01@openssh.com", "nonce", "k".repeat(32)));
        whole.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 1});
        whole.writeBytes(strings("id"));
        whole.writeBytes(string(strings("me", "you")));
        whole.writeBytes(new byte[16]);
        whole.writeBytes(strings("", "", "", "ca", "signature"));
        return whole.toByteArray();
    }

    private static byte[] strings(String... texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(string(text.getBytes(StandardCharsets.UTF_8)));
        }
        return bytes.toByteArray();
    }

    private static byte[] string(byte[] bytes) {
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}

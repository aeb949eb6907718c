package dev.headroom.simulation.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/**
 * The folder with a client's key and known_hosts. The keys are ECDSA, since MINA SSHD needs a further library to sign
 * with Ed25519. See decision 0001.
 */
record KeyFolder(Path folder, KeyPair client) {
    private static final int NIST_P256 = 256;

    /** Makes the folder and in it a client key that only its owner may read, as OpenSSH demands. */
    static KeyFolder create(Path folder) throws IOException {
        Files.createDirectories(folder);
        var made = new KeyFolder(folder, newKey());
        Files.deleteIfExists(made.clientKey());
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(made.clientKey(), ownerOnly);
        }
        try (OutputStream out = Files.newOutputStream(made.clientKey())) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(made.client, "headroom-simulation", null, out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("An ECDSA key can be written.", e);
        }
        return made;
    }

    static KeyPair newKey() {
        try {
            return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", NIST_P256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java makes ECDSA keys.", e);
        }
    }

    Path clientKey() {
        return folder.resolve("client_key");
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    static String knownHostsLine(String address, int port, PublicKey key) {
        return "[%s]:%d %s".formatted(address, port, PublicKeyEntry.toString(key));
    }

    void writeKnownHosts(List<String> lines) throws IOException {
        Files.write(knownHosts(), lines);
    }
}

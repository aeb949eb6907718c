package dev.headroom.backend.remote.jsch.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.shell.SimulatedExec;
import dev.headroom.simulation.ssh.SimulatedSshd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key file in which a bit is wrong, or a length is two gigabytes, costs that key; no memory and no host. */
class DamagedKeyFileTest {
    @TempDir
    Path folder;

    private byte[] sound;
    private Path file;

    @BeforeEach
    void writeAKey() throws IOException {
        var hosts = new LinkedHashMap<HostId, SimulatedExec>();
        hosts.put(new ServerId("rs1"), (_, _, _, _) -> 0);
        try (SimulatedSshd sshd = SimulatedSshd.start(hosts, folder.resolve("ssh"), 0)) {
            String text = Files.readString(sshd.clientKey());
            sound = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]*-----", ""));
        }
        file = Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Test
    void aSoundKeyIsOffered() throws IOException {
        write("OPENSSH PRIVATE KEY", sound);
        assertThat(keys().count()).isEqualTo(1);
    }

    @Test
    void aLengthOfTwoGigabytesCostsNoMemory() throws IOException {
        for (int at = 15; at + 4 <= sound.length; at++) {
            byte[] damaged = sound.clone();
            ByteBuffer.wrap(damaged).putInt(at, Integer.MAX_VALUE);
            write("OPENSSH PRIVATE KEY", damaged);
            assertNoFault("a length of 2^31-1 at " + at);
        }
    }

    @Test
    void aFlippedBitIsARemarkOrAnotherKey() throws IOException {
        for (int bit = 0; bit < sound.length * 8; bit += 3) {
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            write("OPENSSH PRIVATE KEY", damaged);
            assertNoFault("bit " + bit);
        }
    }

    @Test
    void anOlderFormWithALengthOfTwoGigabytesCostsNoMemory() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        for (int at = 0; at + 5 <= key.length; at += 2) {
            byte[] damaged = key.clone();
            damaged[at] = (byte) 0x84;
            ByteBuffer.wrap(damaged).putInt(at + 1, Integer.MAX_VALUE);
            write(at % 4 == 0 ? "PRIVATE KEY" : "RSA PRIVATE KEY", damaged);
            assertNoFault("a length of 2^31-1 at " + at);
        }
    }

    @Test
    void aFileThatIsFarTooLargeIsNotRead() throws IOException {
        Files.write(file, new byte[1 << 20]);
        assertThat(keys().count()).isZero();
        assertThat(keys().remarks().toString()).contains("has more than 262144 bytes");
    }

    /** An Error of the memory would be seen in the remark: what was caught is told there. */
    private void assertNoFault(String what) {
        OfferedKeys keys = keys();
        assertThat(keys.remarks().toString()).as(what).doesNotContain("OutOfMemoryError");
        if (keys.count() == 0) {
            assertThat(keys.remarks().toString()).as(what).contains("the key file " + file);
        }
    }

    private OfferedKeys keys() {
        return new OfferedKeys(
                new LoginKeys(List.of(file), false, Optional.empty()),
                "root",
                Instant.EPOCH,
                KeyRing.ofNobody(),
                new HostProof(),
                () -> Duration.ofSeconds(30));
    }

    private void write(String kind, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(70, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind));
    }
}

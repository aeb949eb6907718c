package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal names an operator by what the system knows, not by free text alone. */
class OriginTest {
    @TempDir
    Path folder;

    @Test
    void tellsAddressAndKey() throws IOException {
        Path auth = Files.writeString(folder.resolve("auth"), "publickey ssh-ed25519 AAAA\n");

        assertThat(Origin.of(
                        Map.of("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22", "SSH_USER_AUTH", auth.toString())))
                .isEqualTo(", from 192.0.2.7, key SHA256:cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw");
        assertThat(Origin.of(Map.of("SSH_CONNECTION", "fe80::1%eth0 1 ::1 22"))).isEqualTo(", from fe80::1%eth0");
        assertThat(Origin.of(Map.of())).isEmpty();
    }

    @Test
    void takesNothingHostileFromTheEnvironment() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad"), "publickey ssh-ed25519 !!!\n");
        Path big = Files.write(folder.resolve("big"), new byte[1 << 17]);
        for (String auth : new String[] {bad.toString(), big.toString(), folder.toString(), "/nowhere", "\u0000"}) {
            assertThat(Origin.of(Map.of("SSH_USER_AUTH", auth))).isEmpty();
        }
        assertThat(Origin.of(Map.of("SSH_CONNECTION", "\u001b[2J 1 2 3"))).isEmpty();
        assertThat(Origin.of(Map.of("SSH_CONNECTION", "ann, user root"))).isEmpty();
    }

    @Test
    void addsTheUserWhereThatIsAnother() {
        assertThat(Peer.named("ann", Optional.of("ann"))).isEqualTo("ann");
        assertThat(Peer.named("ann", Optional.of("root"))).isEqualTo("ann (user root)");
        assertThat(Peer.named("", Optional.of("root"))).isEqualTo("root");
        assertThat(Peer.named("ann", Optional.empty())).isEqualTo("ann");
    }
}

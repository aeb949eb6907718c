package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenSshConfigTest {
    private static final OpenSshConfig.Host NOTHING =
            new OpenSshConfig.Host(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    @TempDir
    Path folder;

    @Test
    void aFileThatIsNotThereSaysNothing() throws IOException {
        assertThat(OpenSshConfig.read(folder.resolve("config")).lookup("lb1")).isEqualTo(NOTHING);
    }

    @Test
    void theFirstValueWinsAndKeysAddUp() throws IOException {
        OpenSshConfig config = read("""
                Host lb1
                  HostName 192.0.2.2
                  User root
                  Port 2222
                  IdentityFile ~/.ssh/lb
                  UserKnownHostsFile "~/.ssh/lab_hosts" /dev/null
                # all others
                Host *
                  User operator
                  IdentityFile ~/.ssh/id_ed25519
                """);
        assertThat(config.lookup("lb1"))
                .isEqualTo(new OpenSshConfig.Host(
                        Optional.of("192.0.2.2"),
                        Optional.of("root"),
                        Optional.of(2222),
                        List.of("~/.ssh/lb", "~/.ssh/id_ed25519"),
                        Optional.of("~/.ssh/lab_hosts")));
        assertThat(config.lookup("192.0.2.9"))
                .isEqualTo(new OpenSshConfig.Host(
                        Optional.empty(),
                        Optional.of("operator"),
                        Optional.empty(),
                        List.of("~/.ssh/id_ed25519"),
                        Optional.empty()));
    }

    @Test
    void aMatchBlockIsNotTakenForTheHostAboveIt() throws IOException {
        OpenSshConfig config = read("""
                Host lb1
                  Port 2222
                Match user root
                  User nobody
                """);
        assertThat(config.lookup("lb1").user()).isEmpty();
        assertThat(config.lookup("lb1").port()).contains(2222);
    }

    private OpenSshConfig read(String text) throws IOException {
        return OpenSshConfig.read(Files.writeString(folder.resolve("config"), text));
    }
}

package dev.headroom.backend.remote.jsch.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.WindowsSSHAgentConnector;
import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way leads to which agent. The pipes of Windows themselves are not to be had here. */
class AgentDoorTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\\\.\\pipe\\openssh-ssh-agent",
                "\\.\\pipe\\openssh-ssh-agent",
                "//./pipe/openssh-ssh-agent",
                "//./PIPE/openssh-ssh-agent"
            })
    void aPipeIsOneHoweverItsSlashesCameThrough(String address) {
        assertThat(AgentDoor.pipe(Path.of(address))).contains(LoginKeys.PIPE_OF_OPENSSH);
        assertThat(AgentDoor.connector(Path.of(address), new AgentSockets(new HostProof())))
                .isInstanceOf(WindowsSSHAgentConnector.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/ssh-x/agent.1", "/run/pipe/agent", "C:\\Users\\me\\agent", "./pipe/agent"})
    void anythingElseIsASocket(String address) {
        assertThat(AgentDoor.pipe(Path.of(address))).isEmpty();
        assertThat(AgentDoor.connector(Path.of(address), new AgentSockets(new HostProof())))
                .isInstanceOf(SSHAgentConnector.class);
    }

    @Test
    void anAgentThatIsNotThereIsNotRunning() {
        Path pipe = Path.of(LoginKeys.PIPE_OF_OPENSSH);
        assertThat(AgentDoor.open(pipe, new HostProof(), AgentPatience.ofThisProcess(), () -> Duration.ZERO)
                        .getIdentities())
                .isEmpty();
        assertThat(AgentKeys.of(
                        pipe,
                        new HostProof(),
                        () -> Duration.ZERO,
                        why -> assertThat(why).startsWith("no agent answers at ")))
                .isEmpty();
    }

    /** A file stands in for the pipe: the answer is behind the place where the message is written. */
    @Test
    void theProofOfTheHostGoesThroughAFileChannelToo() throws IOException {
        Path file = folder.resolve("pipe");
        Files.write(file, new byte[] {9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 1, 6});
        try (FileChannel channel = new RandomAccessFile(file.toFile(), "rw").getChannel()) {
            AgentSockets.tell(channel, new byte[] {27, 1, 2});
            ByteBuffer whole = ByteBuffer.allocate(12);
            channel.read(whole, 0);
            assertThat(whole.array()).containsExactly(0, 0, 0, 3, 27, 1, 2, 0, 0, 0, 1, 6);
            assertThat(channel.position()).isEqualTo(12);
        }
    }
}

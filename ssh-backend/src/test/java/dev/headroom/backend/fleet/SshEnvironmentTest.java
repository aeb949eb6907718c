package dev.headroom.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.LoginKeys;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SshEnvironmentTest {
    @Test
    void theAgentIsWhereTheVariableSaysAndOnWindowsElseAtThePipeOfOpenSsh() {
        assertThat(SshEnvironment.agent("/tmp/agent", "Linux")).contains(Path.of("/tmp/agent"));
        assertThat(SshEnvironment.agent(" ", "Linux")).isEmpty();
        assertThat(SshEnvironment.agent("/tmp/agent", "Windows 11")).contains(Path.of("/tmp/agent"));
        assertThat(SshEnvironment.agent("", "Windows 11")).contains(Path.of(LoginKeys.PIPE_OF_OPENSSH));
    }
}

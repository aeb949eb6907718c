package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What the comparisons with OpenSSH need of this machine. */
final class OpenSshNeeds {
    private OpenSshNeeds() {}

    /** Skips a test where there is no OpenSSH, and says why; fails it where HEADROOM_FIELD is {@code required}. */
    static void areMet() {
        boolean possible = Stream.of("/usr/sbin/sshd", "/usr/bin/ssh", "/usr/bin/ssh-keygen", "/usr/bin/unshare")
                        .map(Path::of)
                        .allMatch(Files::isExecutable)
                && System.getProperty("user.name").equals("root");
        if ("required".equals(System.getenv("HEADROOM_FIELD"))) {
            assertThat(possible)
                    .as("root and Debian's openssh-server and openssh-client are there")
                    .isTrue();
        } else {
            Assumptions.assumeTrue(possible, "needs Linux, root, Debian's openssh-server and openssh-client");
        }
    }
}

package dev.headroom.program.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What the scenarios need of this machine. */
final class FieldNeeds {
    private FieldNeeds() {}

    /** Skips a test where the scenarios cannot run, and says why; fails it where they are required. */
    static void areMet() {
        boolean possible = Files.isExecutable(Path.of("/usr/sbin/sshd"))
                && System.getProperty("user.name").equals("root")
                && Files.isExecutable(Path.of("/usr/bin/unshare"));
        if ("required".equals(System.getenv("HEADROOM_FIELD"))) {
            assertThat(possible)
                    .as("root and Debian's openssh-server are there")
                    .isTrue();
        } else if (!possible) {
            System.out.println(
                    "[FIELD] left out: it needs Linux, root and Debian's openssh-server (apt install openssh-server)");
            Assumptions.assumeTrue(possible, "needs Linux, root and sshd");
        }
    }
}

package dev.headroom.backend.remote.openssh;

import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SessionSettings;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.HostKeyFiles;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What each comparison with a real sshd begins with: a folder of its own, and an operator's home in it. */
abstract class MatrixFixture {
    @TempDir
    Path folder;

    OperatorHome home;

    @BeforeAll
    static void needOpenSsh() {
        OpenSshNeeds.areMet();
    }

    @BeforeEach
    final void makeOperatorsHome() throws IOException {
        home = OperatorHome.in(folder);
    }

    /** The login of root at a server, with the home's own key and its known_hosts. */
    final SshTarget target(HostId host, RealSshd sshd, Route route) {
        return new SshTarget(
                host,
                sshd.address(),
                sshd.port(),
                "root",
                new LoginKeys(List.of(home.ssh("id_ed25519")), false, Optional.empty()),
                HostKeyFiles.only(home.ssh("known_hosts")),
                route,
                SessionSettings.ours());
    }

    /** The lines of ssh_config by which ssh finds a server under a name; settings may follow. */
    static String host(String name, RealSshd sshd) {
        return "Host %s\n  HostName %s\n  Port %d\n".formatted(name, sshd.address(), sshd.port());
    }
}

package dev.headroom.backend.remote.openssh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Several servers, one behind the other, that let one key of the operator in. They end with the test. */
abstract class JourneyFixture extends MatrixFixture {
    private final List<RealSshd> running = new ArrayList<>();

    /** The line of the operator's public key. */
    String key = "";

    @BeforeEach
    final void makeKey() throws Exception {
        key = home.key("id_ed25519", "ed25519");
    }

    @AfterEach
    final void endServers() {
        running.forEach(RealSshd::close);
    }

    final RealSshd.Setup sshd(String name) {
        return RealSshd.in(folder.resolve(name));
    }

    final RealSshd started(RealSshd.Setup setup) throws Exception {
        RealSshd sshd = setup.start();
        running.add(sshd);
        return sshd;
    }

    /** A server that lets us in, whose key is known, and that ssh finds under the name. */
    final RealSshd known(RealSshd.Setup setup, String name) throws Exception {
        RealSshd sshd = started(setup).lets(key);
        home.knows(sshd);
        block(name, sshd);
        return sshd;
    }

    final void block(String name, RealSshd sshd) throws IOException {
        home.config(host(name, sshd));
    }
}

package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host whose sshd turns connections away before SSH begins, and says so in a line of its own. */
@Timeout(900)
class PenaltyMatrixTest extends MatrixFixture {
    /** Each OpenSSH does so from 9.8 on without a setting, for shorter times. */
    @Test
    void aHostThatTurnsAnAddressAwayAfterFailedLoginsSaysSo() throws Exception {
        Assumptions.assumeTrue(OtherRelease.isAtLeast(9, 8), "OpenSSH from 9.8 on has PerSourcePenalties");
        try (RealSshd sshd = RealSshd.in(folder.resolve("web"))
                .with("PerSourcePenalties authfail:600s min:1s")
                .start()) {
            home.key("id_ed25519", "ed25519");
            at(sshd);
            Comparison.of(home, "web"); // the first one fails by its key
            Comparison.of(home, "web")
                    .isForBoth(Verdict.UNREACHABLE)
                    .saying("lets this computer not log in for now and says 'Not allowed at this time'");
        }
    }

    /** Somebody else holds all connections that have not logged in. */
    @Test
    void aHostWithTooManyLoginsAtOnceSaysSo() throws Exception {
        List<Socket> others = new ArrayList<>();
        try (RealSshd sshd =
                RealSshd.in(folder.resolve("web")).with("MaxStartups 2:100:2").start()) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            at(sshd);
            for (int i = 0; i < 2; i++) {
                Socket other = new Socket(sshd.address(), sshd.port());
                others.add(other);
                byte[] version = other.getInputStream().readNBytes(4); // it counts from then on
                assertThat(version).asString().isEqualTo("SSH-");
            }
            Comparison.of(home, "web")
                    .isForBoth(Verdict.UNREACHABLE)
                    .saying("lets this computer not log in for now and says '%s'"
                            .formatted(
                                    OtherRelease.isAtLeast(9, 8)
                                            ? "Not allowed at this time"
                                            : "Exceeded MaxStartups"));
        } finally {
            for (Socket other : others) {
                other.close();
            }
        }
    }

    private void at(RealSshd sshd) throws IOException {
        home.knows(sshd).config(host("web", sshd));
    }
}

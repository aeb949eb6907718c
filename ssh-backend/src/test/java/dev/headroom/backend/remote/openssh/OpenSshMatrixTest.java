package dev.headroom.backend.remote.openssh;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The everyday logins, by the real sshd: Headroom ends as the {@code ssh} client does with the same files. */
@Timeout(900)
class OpenSshMatrixTest extends MatrixFixture {
    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aKeyThatTheHostLetsInLogsIn(String type) throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(home.key("id_" + type, type));
            home.knows(sshd).config(host("web", sshd));
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aHostWithOneKeyIsKnownByIt(String type) throws Exception {
        try (RealSshd sshd = sshd().hostKeys(type).start()) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            home.knows(sshd, type).config(host("web", sshd));
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @Test
    void aKeyThatTheHostDoesNotKnowIsRefused() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            home.key("id_ed25519", "ed25519");
            home.knows(sshd).config(host("web", sshd));
            Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
        }
    }

    @Test
    void aHostWhoseKeyNobodyKnowsIsNotLoggedInTo() throws Exception {
        try (RealSshd sshd = sshd().start()) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            home.config(host("web", sshd));
            Comparison.of(home, "web").isForBoth(Verdict.HOST_KEY_UNKNOWN);
        }
    }

    @Test
    void nobodyListens() throws Exception {
        RealSshd sshd = sshd().start();
        home.key("id_ed25519", "ed25519");
        home.config(host("web", sshd));
        sshd.close();
        Comparison.of(home, "web").isForBoth(Verdict.UNREACHABLE);
    }

    private RealSshd.Setup sshd() {
        return RealSshd.in(folder.resolve("web"));
    }
}

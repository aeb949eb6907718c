package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.openssh.FidoAgent.Kind;
import dev.headroom.backend.remote.openssh.FidoAgent.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of a security key (FIDO) that an agent holds, at the real sshd and beside the {@code ssh} client. */
@Timeout(900)
class FidoMatrixTest extends MatrixFixture {
    @ParameterizedTest
    @EnumSource
    void aTouchedSecurityKeyLogsIn(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start();
                FidoAgent agent = agent(kind)) {
            sshd.lets(agent.publicKey());
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecurityKeyThatNobodyTouchesDoesNot(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start();
                FidoAgent agent = agent(kind)) {
            sshd.lets(agent.publicKey());
            agent.presence(Presence.NOBODY);
            at(sshd);
            Comparison compared = Comparison.of(home, "web");
            compared.isForBoth(Verdict.REFUSED);
            compared.saying("the agent did not sign: its security key was not touched or is not plugged in");
        }
    }

    /** The operator is not asked to touch a device for a host that does not know its key. */
    @ParameterizedTest
    @EnumSource
    void aHostThatDoesNotKnowTheSecurityKeyGetsNoSignature(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start();
                FidoAgent agent = agent(kind)) {
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
            assertThat(agent.asked()).isZero();
        }
    }

    /** The server wants a touch; this device signs without one. */
    @ParameterizedTest
    @EnumSource
    void aSignatureWithoutATouchIsRefusedUnlessTheServerAllowsIt(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web")).start();
                FidoAgent agent = agent(kind)) {
            sshd.lets(agent.publicKey());
            agent.presence(Presence.NOT_ASKED);
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
            Files.writeString(sshd.file("authorized_keys"), "no-touch-required " + agent.publicKey() + "\n");
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatWantsThePinTakesOnlyAVerifiedSignature(Kind kind) throws Exception {
        try (RealSshd sshd = RealSshd.in(folder.resolve("web"))
                        .with("PubkeyAuthOptions verify-required")
                        .start();
                FidoAgent agent = agent(kind)) {
            sshd.lets(agent.publicKey());
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.REFUSED);
            agent.presence(Presence.VERIFIED);
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCertificateOfASecurityKeyLogsIn(Kind kind) throws Exception {
        String authority = folder.resolve("authority").toString();
        Processes.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", authority);
        try (RealSshd sshd = RealSshd.in(folder.resolve("web"))
                        .with("TrustedUserCAKeys " + authority + ".pub")
                        .start();
                FidoAgent agent = agent(kind)) {
            Path key = Files.writeString(folder.resolve("fido.pub"), agent.publicKey() + "\n");
            Processes.run("ssh-keygen", "-q", "-s", authority, "-I", "a name", "-n", "root", key.toString());
            agent.certified(Files.readString(folder.resolve("fido-cert.pub")));
            at(sshd);
            Comparison.of(home, "web").isForBoth(Verdict.LOGGED_IN);
        }
    }

    private FidoAgent agent(Kind kind) throws Exception {
        FidoAgent agent = FidoAgent.start(kind, folder.resolve("agent"));
        home.agent(agent.socket());
        return agent;
    }

    private void at(RealSshd sshd) throws IOException {
        home.knows(sshd).config("Host web\n  HostName %s\n  Port %d\n".formatted(sshd.address(), sshd.port()));
    }
}
